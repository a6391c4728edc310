"""The table of rules: one line a rule, in order of family and name. A rule is the `check` of its module.

What a rule is asked for before it runs stands in an index too, made by `python -m hld.docs`, so that the module of a
rule is imported only when it runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from hld.check.rule import Check, Rule
from hld.check.rules._index import INDEX
from hld.diagnostics import Severity

if TYPE_CHECKING:
    from hld.check.rule import Unknown
    from hld.diagnostics import Finding
    from hld.model.types import Model

__all__ = ["RULES", "by_id", "families", "imported", "matching", "rules"]

RULES = (
    "api.bad_path_param",
    "api.create_returns_nothing",
    "api.duplicate_endpoint",
    "api.endpoint_syntax",
    "api.get_with_body",
    "api.no_auth",
    "api.no_error_contract",
    "api.no_rate_limit",
    "api.no_version",
    "api.realtime_overkill",
    "api.secret_in_url",
    "api.singular_collection",
    "api.style_vs_audience",
    "api.unbounded_response",
    "api.unknown_request_field",
    "api.unknown_response_type",
    "api.user_in_body",
    "api.verb_in_path",
    "api.verb_vs_effect",
    "availability.availability_unknown",
    "availability.composed_below_target",
    "availability.correlated_replicas",
    "availability.mttr_over_budget",
    "availability.n_minus_one",
    "availability.rule_of_the_extra_nine",
    "availability.sla_inversion",
    "capacity.bandwidth_over_nic",
    "capacity.below_scalability_target",
    "capacity.cold_cache_overload",
    "capacity.crux_not_addressed",
    "capacity.currency_mix",
    "capacity.dau_exceeds_mau",
    "capacity.dimension_error",
    "capacity.magnitude_slip",
    "capacity.message_too_big",
    "capacity.no_crux",
    "capacity.no_peak_factor",
    "capacity.over_budget",
    "capacity.peak_backlog",
    "capacity.pool_too_small",
    "capacity.price_unknown",
    "capacity.rate_unknown",
    "capacity.storage_over_capacity",
    "capacity.too_few_instances",
    "capacity.unstable_consumer",
    "capacity.unused_estimate",
    "capacity.working_set_over_memory",
    "entities.blob_in_database",
    "entities.cache_without_invalidation",
    "entities.concurrent_writers",
    "entities.dual_write",
    "entities.durability_vs_memory",
    "entities.entity_not_stored",
    "entities.entity_without_id",
    "entities.implied_entity",
    "entities.no_backup",
    "entities.noun_not_entity",
    "entities.one_way_relation",
    "entities.overlapping_actors",
    "entities.query_without_index",
    "entities.read_never_written",
    "entities.retention_missed",
    "entities.retention_missing",
    "entities.retention_vs_compliance",
    "entities.rpo_vs_replication",
    "entities.shard_key_missing",
    "entities.shared_database",
    "entities.size_unknown",
    "entities.strong_vs_eventual",
    "entities.too_many_entities",
    "entities.two_systems_of_record",
    "entities.unknown_type",
    "entities.unused_entity",
    "entities.weak_quorum",
    "entities.write_to_replica",
    "entities.written_never_read",
    "flows.arrow_vs_protocol",
    "flows.async_without_broker",
    "flows.auth_not_enforced",
    "flows.bad_initiator",
    "flows.disconnected_step",
    "flows.empty_flow",
    "flows.label_vs_target",
    "flows.message_without_consumer",
    "flows.message_without_producer",
    "flows.no_api_to_enter",
    "flows.not_a_forwarder",
    "flows.passive_initiator",
    "flows.path_param_mismatch",
    "flows.payload_fields",
    "flows.push_without_channel",
    "flows.receive_before_publish",
    "flows.reply_type",
    "flows.reply_without_request",
    "flows.style_mismatch",
    "flows.sync_answer_to_async_work",
    "flows.unknown_endpoint",
    "flows.unlabeled_message",
    "flows.unused_endpoint",
    "flows.write_without_effect",
    "flows.wrong_direction",
    "flows.wrong_method",
    "flows.wrong_provider",
    "interview.component_without_role",
    "interview.edge_without_label",
    "interview.no_deep_dive",
    "interview.no_description",
    "interview.session_over_time",
    "interview.step_over_time",
    "interview.too_detailed",
    "interview.trade_off_missing",
    "latency.budget_exceeded",
    "latency.client_link",
    "latency.fan_out_tail",
    "latency.late_result",
    "latency.latency_unknown",
    "latency.miss_path_decides",
    "latency.no_slack",
    "latency.percentiles_not_additive",
    "latency.single_step_over_budget",
    "latency.timeout_above_nfr",
    "requirements.actor_without_fr",
    "requirements.api_without_fr",
    "requirements.cap_contradiction",
    "requirements.cap_not_chosen",
    "requirements.flow_without_fr",
    "requirements.fr_form",
    "requirements.fr_without_api",
    "requirements.fr_without_flow",
    "requirements.infeasible_nfr",
    "requirements.latency_without_percentile",
    "requirements.latency_without_scope",
    "requirements.load_pattern_missing",
    "requirements.nfr_conflict",
    "requirements.nfr_count",
    "requirements.nfr_unaddressed",
    "requirements.nfr_unit_mismatch",
    "requirements.nfr_unquantified",
    "requirements.no_functional_requirement",
    "requirements.no_nfr",
    "requirements.no_priority",
    "requirements.open_question",
    "requirements.out_of_scope_leak",
    "requirements.too_many_fr",
    "requirements.unknown_actor",
    "resilience.at_least_once_consumer",
    "resilience.degrade_unspecified",
    "resilience.fault_tolerance_incomplete",
    "resilience.no_backoff",
    "resilience.no_breaker",
    "resilience.no_dead_letter",
    "resilience.no_leader_election",
    "resilience.no_timeout",
    "resilience.retry_amplification",
    "resilience.retry_of_non_idempotent",
    "resilience.timeout_inversion",
    "resilience.unbounded_queue",
    "security.card_data",
    "security.compliance_controls",
    "security.internal_exposed",
    "security.missing_authorization",
    "security.over_exposure",
    "security.residency",
    "security.sensitive_to_third_party",
    "security.sensitive_unencrypted_at_rest",
    "security.sensitive_unencrypted_in_transit",
    "spec.bad_step",
    "spec.bad_value",
    "spec.dangling_after_patch",
    "spec.duplicate_id",
    "spec.duplicate_key",
    "spec.expression_cycle",
    "spec.implicit_component",
    "spec.include_cycle",
    "spec.missing_section",
    "spec.patch_target_missing",
    "spec.placeholder",
    "spec.spec_version",
    "spec.stale_suppression",
    "spec.suppression_without_reason",
    "spec.unknown_key",
    "spec.unknown_kind",
    "spec.unknown_name_in_expression",
    "spec.unresolved_reference",
    "spec.unused_declaration",
    "spec.yaml_syntax",
    "topology.black_hole_process",
    "topology.cache_without_backing_store",
    "topology.cdn_without_origin",
    "topology.client_to_broker",
    "topology.client_to_client",
    "topology.client_to_store",
    "topology.consumers_exceed_partitions",
    "topology.cross_region_sync",
    "topology.dns_not_first",
    "topology.forwarder_without_backend",
    "topology.hub_service",
    "topology.lb_single_backend",
    "topology.lb_to_lb",
    "topology.local_state_replicated",
    "topology.orphan",
    "topology.private_in_cdn",
    "topology.queue_between_reads",
    "topology.replicated_without_lb",
    "topology.shared_block_store",
    "topology.single_point_of_failure",
    "topology.store_to_store",
    "topology.sync_cycle",
    "topology.sync_over_queue",
    "topology.ungated_ingress",
    "topology.unreachable",
    "topology.write_path_bypass",
    "variants.dominated_variant",
    "variants.variant_no_difference",
    "variants.variant_regression",
    "views.hint_not_followed",
    "views.missing_detail",
    "views.unusable_icon",
    "views.view_without_picture",
)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the table."""
    return tuple(_indexed(name) if name in INDEX else imported(name) for name in RULES)


@cache
def imported(name: str) -> Rule:
    """The rule as its module makes it."""
    made: Rule = import_module(f"hld.check.rules.{name}").check
    return made


def _indexed(name: str) -> Rule:
    """The rule as the index knows it."""
    code, severity, interview, stage, is_on, errs = INDEX[name]
    family, _, file = name.partition(".")
    id_ = file.replace("_", "-")
    return Rule(id_, code, family, Severity(severity), Severity(interview), _later(name), stage, is_on, errs)


def _later(name: str) -> Check:
    def check(model: Model) -> Iterable[Finding | Unknown]:
        return imported(name).check(model)

    return check


@cache
def by_id() -> dict[str, Rule]:
    """Every rule by its kebab-case id."""
    return {rule.id: rule for rule in rules()}


@cache
def families() -> tuple[str, ...]:
    """The families that have rules."""
    return tuple(dict.fromkeys(rule.family for rule in rules()))


def matching(name: str) -> tuple[Rule, ...]:
    """The rules meant by `name` in any case: an id, a family, a code or its start ("AP", "AP0"); none if unknown."""
    word = name.strip().casefold().replace("_", "-")
    if word in by_id():
        return (by_id()[word],)
    if word in families():
        return tuple(rule for rule in rules() if rule.family == word)
    if len(word) < 2:
        return ()
    return tuple(rule for rule in rules() if rule.code.casefold().startswith(word))
