"""The rules on load, storage and cost: one design with its numbers, and edits on which a rule must speak or not."""

import pytest

from ..examples import checked, edited, found, shown
from ..measured import PHOTOS

NOT_SOON = "latency: [show p99 < 200ms, label p95 < 30s] => latency: show p99 < 200ms"
PUT = "- api -> photos: write Photo => - api -> photos: write Photo | - api -> hot: write Photo"
MEMORY = "3, capacity: 50k/s => 3, capacity: {rate: 50k/s, memory: 4 GB}"
PICTURES = "body: {taken_at: time} => body: {picture: 2 MB}"
SMALL = "auth: oauth => environment: {memory: 2 MB} | auth: oauth"
FAMILY = ("capacity", "latency", "availability")

#: The rule, its severity, the beginning of the line that it points at, and the edits.
SPEAKS = [
    ("too-few-instances", "error", "api:", "service, replicas: 12 => service, replicas: 5"),
    ("too-few-instances", "error", "api:", "service, replicas: 12 => service, autoscale: 2..5"),
    ("too-few-instances", "error", "api:", "12, capacity: 2k/s => 12, utilisation: 30%, capacity: 2k/s"),
    ("too-few-instances", "warning", "api:", "replicas: 12, capacity: 2k/s => replicas: 2"),
    ("too-few-instances", "warning", "photos:", "rate: 10k/s => rate: 600/s", "drop: peak: 3x"),
    ("too-few-instances", "error", "photos:", "rate: 10k/s => rate: 900/s"),
    ("unstable-consumer", "error", "worker:", "replicas: 1000 => replicas: 100"),
    ("unstable-consumer", "error", "api:", "12, capacity: 2k/s => 12, capacity: 100/s"),
    ("unstable-consumer", "warning", "api:", "12, capacity: 2k/s => 1", "show: 20 requests => show: 60 requests"),
    (
        "peak-backlog",
        "warning",
        "worker:",
        "replicas: 1000 => replicas: 400",
        NOT_SOON,
        "max_age: 1 day => max_age: 1 min",
    ),
    ("storage-over-capacity", "error", "photos:", "storage: 10 TB => storage: 1 TB"),
    ("storage-over-capacity", "warning", "photos:", "storage: 10 TB => storage: 1 TB", ", retention: 3 years => "),
    ("message-too-big", "error", "PhotoTaken:", "size: 2 KB => size: 1 MB"),
    ("pool-too-small", "warning", "api:", "12, capacity: 2k/s => 12, threads: 10, capacity: 2k/s"),
    ("bandwidth-over-nic", "info", "lb:", "capacity: 100k/s => nic: 10 Mbps, capacity: 100k/s"),
    ("over-budget", "error", "cost:", "< $60k/month => < $20k/month"),
    ("price-unknown", "info", "cost:", ", price: $20/month => "),
    ("below-scalability-target", "error", "dau:", "scalability: 10M => scalability: 20M"),
    ("dau-exceeds-mau", "error", "dau:", "mau: 30M => mau: 3M"),
    ("dimension-error", "error", "new_data:", "= dau * upload * photo => = upload * photo"),
    ("dimension-error", "error", "new_data:", "= dau * upload * photo => = dau + photo"),
    ("magnitude-slip", "warning", "new_data:", "expect: 10 TB/day => expect: 10 GB/day"),
    ("magnitude-slip", "warning", "new_data:", "expect: 10 TB/day => expect: 10 TB/month"),
    ("rate-unknown", "info", "capacity:", "show: 20 requests => look: 20 requests"),
    ("rate-unknown", "info", "show:", "show: 20 requests/user/day => show: 20 requests/usr/day"),
    ("rate-unknown", "info", "show:", "show: 20 requests/user/day => show: 20 requests/car/day"),
    ("no-peak-factor", "info", "capacity:", "drop: peak: 3x"),
    ("unused-estimate", "info", "films:", "mau: 30M users => mau: 30M users | films: 40k films"),
    ("no-crux", "info", "capacity:", "drop: crux: labels take long"),
    ("crux-not-addressed", "warning", "crux:", "addresses: [crux] => addresses: [cost]"),
    ("currency-mix", "error", "worker:", "price: $20/month => price: 20 EUR/month"),
    ("cold-cache-overload", "warning", "photos:", "rate: 10k/s => rate: 1500/s"),
    ("working-set-over-memory", "warning", "hot:", PUT, MEMORY),
    ("working-set-over-memory", "warning", "hot:", PUT, MEMORY, "hit: 80% => hit: 80%, eviction: noeviction"),
    ("working-set-over-memory", "info", "hot:", PUT, MEMORY, "hit: 80% => hit: 80%, eviction: lru"),
    ("working-set-over-memory", "warning", "hot:", PUT, MEMORY, "memory: 4 GB => memory: 8 GB",
     "hit: 80% => hit: 80%, replication: {factor: 3}"),
    ("working-set-over-memory", "info", "hot:", PUT, MEMORY, ", size: 1 KB, retention => , retention",
     "memory: 4 GB => memory: 40 MB"),
    ("working-set-over-memory", "warning", "photos:", "rate: 10k/s, storage: 10 TB => rate: 10k/s, memory: 1 TB",
     "kind: sql, replicas: 3 => kind: sql, in_memory: true, replicas: 3"),
    ("working-set-over-memory", "warning", "photos:", "rate: 10k/s, storage => memory: 1 TB, rate: 10k/s, storage",
     "kind: sql, replicas: 3 => kind: sql, in_memory: true, replicas: 3"),
    ("working-set-over-memory", "warning", "photos:", "rate: 10k/s, storage: 10 TB => rate: 10k/s, memory: 1 TB",
     "kind: sql, replicas: 3 => kind: key-value, tech: redis, replicas: 3"),
    ("working-set-over-memory", "warning", "- web -> lb -> api: POST",
     "auth: oauth => environment: 3G, 2 MB RAM | auth: oauth", PICTURES),
    ("working-set-over-memory", "warning", "- web -> lb -> api: POST",
     "scalability: 10M DAU => scalability: 10M DAU | environment: 2 MB RAM", PICTURES),
    ("working-set-over-memory", "warning", "- web -> lb -> api: GET",
     SMALL, "returns: Photo} => returns: {body: {picture: 2 MB}}}"),
    ("working-set-over-memory", "warning", "- {from: web", SMALL,
     "- web -> lb -> api: GET /v1/photos/{photoId} => - {from: web, via: lb, to: api, label: POST /v1/photos, "
     "size: 2 MB} | - web -> lb -> api: GET /v1/photos/{photoId}"),
    ("working-set-over-memory", "info", "- web -> lb -> api: POST",
     "auth: oauth => environment: {memory: 9 B} | auth: oauth", "202 Photo => 202", "returns: Photo} => returns: 200}"),
]  # fmt: skip

SILENT = [
    ("too-few-instances", "service, replicas: 12 => service, autoscale: 2..12"),
    ("too-few-instances", "12, capacity: 2k/s => 6, capacity: 2k/s"),
    ("too-few-instances", "12, capacity: 2k/s => 5, utilisation: 90%, capacity: 2k/s"),
    ("too-few-instances", "replicas: 12, capacity: 2k/s => capacity: 2k/s"),
    ("too-few-instances", "replicas: 12, capacity: 2k/s => tech: lambda"),
    ("too-few-instances", "load balancer, replicas: 3, capacity: 100k/s => load balancer, tech: alb, replicas: 1",
     "show: 20 requests => show: 2000 requests", "12, capacity: 2k/s => 12, capacity: 1M/s",
     "3, capacity: 50k/s => 3, capacity: 1M/s", "rate: 10k/s => rate: 1M/s"),
    ("too-few-instances", "replicas: 1000 => replicas: 993"),
    ("peak-backlog", "replicas: 1000 => replicas: 700"),
    ("unstable-consumer", "replicas: 1000, latency: {p99: 2s} => replicas: 100, tech: flink, latency: {p99: 2s}"),
    ("unstable-consumer", "replicas: 1000 => replicas: 100, threads: 10"),
    ("unstable-consumer", "replicas: 1000 => replicas: 100, capacity: 10/s"),
    ("storage-over-capacity", "storage: 10 TB => storage: 1 TB", "retention: 3 years => retention: 30 days",
     "retention: 3 years => retention: 30 days"),
    ("storage-over-capacity", "capacity: {rate: 10k/s, storage: 10 TB} => capacity: 10k/s"),
    ("message-too-big", "size: 2 KB => size: 1 MB", "256 KB => 2 MB"),
    ("message-too-big", "size: 2 KB => size: 1 MB", "max_message: 256 KB, => "),
    ("pool-too-small", "12, capacity: 2k/s => 12, threads: 100, capacity: 2k/s"),
    ("over-budget", "price: $20/month => cost: $20/month"),
    ("price-unknown", ", price: $20/month => ", "drop: cost: {target: < $60k/month}"),
    ("below-scalability-target", "scalability: 10M => scalability: 5M"),
    ("dau-exceeds-mau", "mau: 30M => mau: 10M"),
    ("dimension-error", "= dau * upload * photo => = photo * upload * dau"),
    ("magnitude-slip", "expect: 10 TB/day => expect: 4 TB/day"),
    ("rate-unknown", "drop: upload: 1 photos/user/day", "drop: show: 20 requests/user/day",
     "drop: new_data: {value: = dau * upload * photo, expect: 10 TB/day}"),
    ("no-peak-factor", "drop: peak: 3x", "scalability: 10M DAU => scalability: 10M DAU, peak 3x at noon"),
    ("unused-estimate", "mau: 30M users => mau: 30M users | all: = mau * photo"),
    ("cold-cache-overload", "rate: 10k/s => rate: 5k/s"),
    ("cold-cache-overload", "hit: 80%, => "),
    ("storage-over-capacity", "storage: 10 TB => storage: 5 TB", "sql, replicas: 3 => sql, autoscale: 3..6"),
    ("storage-over-capacity", "storage: 10 TB => storage: 5 TB", "kind: sql, replicas: 3 => kind: sql, shards: 6"),
    ("working-set-over-memory", PUT, "3, capacity: 50k/s => 3, capacity: {rate: 50k/s, memory: 5 GB}"),
    ("working-set-over-memory", PUT, MEMORY, "ttl: 1 day => ttl: 20 h"),
    ("working-set-over-memory", PUT, MEMORY, "cache, replicas: 3 => cache, autoscale: 2..4"),
    ("working-set-over-memory", PUT, MEMORY, "cache, replicas: 3 => cache, shards: 4"),
    ("working-set-over-memory", MEMORY, "- api -> photos: write Photo => - api -> photos: write Photo | "
     "- api -> hot: update Photo"),
    ("working-set-over-memory", PUT, MEMORY, "memory: 4 GB => memory: 4 GB, storage: 1 TB"),
    ("working-set-over-memory", "rate: 10k/s, storage => memory: 1 GB, rate: 10k/s, storage"),
    ("working-set-over-memory", "rate: 10k/s, storage: 10 TB => rate: 10k/s, memory: 1 GB"),
    ("working-set-over-memory", "rate: 10k/s, storage: 10 TB => rate: 10k/s, memory: 1 TB",
     "kind: sql, replicas: 3 => kind: key-value, tech: redis, ttl: 1 day, replicas: 3", ", retention: 3 years => ",
     ", retention: 3 years => "),
    ("working-set-over-memory", "api: {kind: service, replicas: 12, capacity: 2k/s => "
     "api: {kind: service, replicas: 12, capacity: {rate: 2k/s, memory: 1 MB}"),
    ("working-set-over-memory", "auth: oauth => environment: 3G, 3 MB RAM | auth: oauth", PICTURES),
    ("working-set-over-memory", "auth: oauth => environment: 3G, 2 MB disk | auth: oauth", PICTURES),
    ("working-set-over-memory", SMALL,
     "returns: Photo} => returns: 'Photo[]'}"),
    ("working-set-over-memory", SMALL, PICTURES,
     "- web -> lb -> api: POST /v1/photos => - {from: web, via: lb, to: api, label: POST /v1/photos, size: 64 KB}"),
]  # fmt: skip

#: The rule, what it says is missing, and the edits: neither a finding nor a pass.
UNKNOWN = [
    ("too-few-instances", "'api' does not say how many", "service, replicas: 12 => service"),
    ("too-few-instances", "the load of 'lb' is not known", "show: 20 requests => look: 20 requests"),
    ("storage-over-capacity", "what 'photos' keeps is not known", "drop: upload: 1 photos/user/day",
     "drop: new_data: {value: = dau * upload * photo, expect: 10 TB/day}"),
    ("storage-over-capacity", "what 'photos' keeps is not known in full", ", size: 1 KB, retention => , retention",
     "fields: {id: id, taken_at: time} => fields: {id: id, parts: [id]}"),
    ("storage-over-capacity", "what 'hot' keeps is not known: nothing is written",
     "3, capacity: 50k/s => 3, capacity: {rate: 50k/s, storage: 4 GB}"),
    ("working-set-over-memory", "what 'hot' keeps is not known: nothing is written to it", MEMORY),
    ("working-set-over-memory", "how long 'hot' keeps 'Photo' is not stated", PUT, MEMORY, "ttl: 1 day, => "),
    ("working-set-over-memory", "what 'hot' keeps is not known: ", PUT, MEMORY, "drop: upload: 1 photos/user/day",
     "drop: new_data: {value: = dau * upload * photo, expect: 10 TB/day}"),
    ("working-set-over-memory", "how long 'photos' keeps 'Photo' is not stated", ", retention: 3 years => ",
     "rate: 10k/s, storage: 10 TB => rate: 10k/s, memory: 1 TB",
     "kind: sql, replicas: 3 => kind: sql, in_memory: true, replicas: 3"),
    ("working-set-over-memory", "'web' holds at once in step 1 of flow 'show' is not known: how many",
     SMALL, "returns: Photo} => returns: 'Photo[]'}"),
]  # fmt: skip


def test_the_design_itself_is_clean():
    wrong = [each for each in found(PHOTOS) if each.family in FAMILY]
    assert not wrong, shown(wrong)


@pytest.mark.parametrize(("rule", "want", "edits"), [(rule, want, edits) for rule, want, *edits in UNKNOWN])
def test_what_is_not_known_is_no_pass(rule, want, edits):
    outcome = checked(edited(PHOTOS, *edits))
    assert not [each for each in outcome.diagnostics if each.rule == rule]
    assert [each for name, each in outcome.unknown if name == rule and want in each.want], outcome.unknown
