"""What must hold of the numbers of any design: how they move when the design is changed."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from hld.analyse import analyse
from hld.analyse.types import Origin
from hld.pipeline import compile_text
from hld.source import load_text
from hld.spec.patch import apply
from hld.spec.read import read

ROOT = Path(__file__).parent.parent.parent
FIXTURES = sorted([*(ROOT / "specs").glob("*.yaml"), *(ROOT / "tests" / "designs").glob("*.yaml")])
RATED = [path for path in FIXTURES if "capacity:" in path.read_text("utf-8")]


def of(text):
    return analyse(compile_text(text, "a.yaml").model)


def text_of(path):
    return path.read_text("utf-8")


def peaks(analysis):
    return {name: each.load.peak.value for name, each in analysis.components.items()}


def parametrized(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


DESIGN = """\
hld: 1
name: Shop
capacity: {dau: 1M users, buy: 3 orders/user/day, look: 20 views/user/day, peak: 3x}
components:
  web: client
  lb: load balancer x2
  api: service x12
  cache: cache x3 hit=90%
  db: sql x4
  bus: queue x3
  mail: worker x6
flows:
  buy:
    - web -> lb -> api: buy
    - api -> db: write Order x2
    - api ~> bus ~> mail: Bought
  look:
    - web -> lb -> api: look
    - api -> cache: read Order
    - api -> db: read Order if miss cache
"""


@parametrized(RATED)
def test_renaming_components_changes_no_number(path):
    text = text_of(path)
    model = compile_text(text, "a.yaml").model
    before = analyse(model)
    names = [name for name, each in model.components.items() if not each.is_implicit and not each.kind_is_assumed]
    name = max(names, key=len)
    if len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)) < 2 or name in model.entities or len(name) < 4:
        pytest.skip("no name here can be replaced by its text alone")
    other = f"{name}renamed"
    renamed = re.sub(rf"(?<![\w/{{-]){re.escape(name)}(?![\w/}}-])", other, text)
    after_model = compile_text(renamed, "a.yaml").model
    if other not in after_model.components or after_model.components[other].kind != model.components[name].kind:
        pytest.skip("the kind was told by the name")
    after = analyse(after_model)
    assert sorted(map(str, peaks(before).values())) == sorted(map(str, peaks(after).values()))
    assert {each.verdict for each in before.requirements.values()} == {
        each.verdict for each in after.requirements.values()
    }


@parametrized(RATED)
def test_the_order_of_sections_changes_no_number(path):
    sections = re.split(r"^(?=[\w-]+:)", text_of(path), flags=re.MULTILINE)
    turned = sections[0] + "".join(each if each.endswith("\n") else each + "\n" for each in reversed(sections[1:]))
    before, after = of(text_of(path)), of(turned)
    assert peaks(before) == peaks(after)
    assert {name: each[5:9] for name, each in before.requirements.items()} == {
        name: each[5:9] for name, each in after.requirements.items()
    }


@pytest.mark.parametrize("factor", [2, 7, 1000])
def test_so_many_times_the_users_give_so_many_times_the_load(factor):
    before, after = of(DESIGN), of(DESIGN.replace("1M users", f"{factor}M users"))
    assert peaks(after) == {name: value and value * factor for name, value in peaks(before).items()}


def test_without_a_peak_the_average_is_all():
    found = of(DESIGN.replace("3x", "1x"))
    for each in found.components.values():
        assert each.load.peak.value == each.load.average.value


@pytest.mark.parametrize("zones", ["", " zones=3"])
@pytest.mark.parametrize("component", ["api: service", "db: sql", "lb: load balancer"])
def test_another_copy_never_makes_it_worse(component, zones):
    last_up, last_needed = Fraction(-1), None
    name = component.partition(":")[0]
    for copies in range(1, 40):
        text = re.sub(rf"{component} x\d+", f"{component} x{copies}{zones}", DESIGN)
        found = of(text).components[name]
        up = found.availability.up.value
        needed = found.instances.needed.value
        if copies > found.instances.bare.value and not zones:
            assert up >= last_up, copies
        if copies > 3 * found.instances.bare.value:
            assert up >= last_up or copies % 3, copies
        assert last_needed in (None, needed)
        last_up, last_needed = up, needed


def test_another_hard_dependency_never_makes_it_better():
    before = of(DESIGN).flows["look"].availability.up.value
    more = DESIGN.replace("read Order if miss cache\n", "read Order if miss cache\n    - api -> extra: ask\n")
    after = of(more.replace("  db: sql", "  extra: service\n  db: sql")).flows["look"].availability.up.value
    assert after < before


def test_a_step_that_goes_by_message_takes_no_time():
    waiting = DESIGN.replace("api ~> bus ~> mail: Bought", "api -> mail: tell").replace("worker x6", "service x6")
    assert of(waiting).flows["buy"].latency.budget.value > of(DESIGN).flows["buy"].latency.budget.value


def test_a_cache_that_has_everything_spares_the_store_and_one_that_has_nothing_is_no_use():
    assert of(DESIGN.replace("hit=90%", "hit=100%")).components["db"].reads.peak.value == 0
    without = DESIGN.replace("    - api -> cache: read Order\n", "").replace(" if miss cache", "")
    assert of(DESIGN.replace("hit=90%", "hit=0%")).components["db"].load == of(without).components["db"].load


def test_two_flows_of_half_the_rate_are_one():
    look = DESIGN[DESIGN.index("  look:\n") :]
    halved = DESIGN.replace("look: 20 views/user/day", "look: 10 views/user/day, again: 10 views/user/day")
    assert peaks(of(halved + look.replace("look:", "again:", 1))) == peaks(of(DESIGN))


def test_terse_and_long_are_one():
    long = DESIGN.replace("cache: cache x3 hit=90%", "cache: {kind: cache, replicas: 3, hit: 0.9}").replace(
        "    - api -> db: write Order x2\n", "    - {from: api, to: db, op: write, entity: Order, times: 2}\n"
    )
    before, after = of(DESIGN), of(long)
    assert before.components == after.components
    assert before.flows == after.flows


def test_an_empty_variant_is_the_design_itself():
    text = (
        DESIGN + "variants:\n  same: {patch: {}}\n  more: {components: {db: x9}}\n  other: {components: {api: x20}}\n"
    )
    from hld.model import link

    spec = read(load_text(text, "a.yaml"))
    base, same = analyse(link(spec)), analyse(link(apply(spec, "same")))
    assert (base.components, base.flows) == (same.components, same.flows)
    turned = text.replace("  more: {components: {db: x9}}\n", "") + "  more: {components: {db: x9}}\n"
    more = analyse(link(apply(spec, "more")))
    assert more.components == analyse(link(apply(read(load_text(turned, "a.yaml")), "more"))).components


@parametrized(FIXTURES)
def test_a_default_is_never_called_anything_else(path):
    """What states no capacity, latency and availability is needed, busy and up by default."""
    model = compile_text(text_of(path), "a.yaml").model
    found = analyse(model)
    for name, component in model.components.items():
        each = found.components[name]
        if "availability" not in component.entry and "mtbf" not in component.entry and each.availability:
            assert each.availability.down.value is None or each.availability.down.origin is Origin.DEFAULT
        if each.instances and each.instances.needed.value and component.kind.name not in ("worker", "function"):
            stated = "capacity" in component.entry or "latency" in component.entry
            assert stated or each.instances.needed.origin is Origin.DEFAULT
