"""The rules on variants: one design with its numbers, variants of it, and what is said of them."""

import pytest

from .examples import cases, found, shown
from .measured import PHOTOS

REGRESSION, DOMINATED = "variant-regression", "dominated-variant"
WEIGHED = "{name: a queue, pros: [nothing waits], cons: [labels come late]}"


def design(variant, option="", more=""):
    """The design with a variant, and perhaps an option of its deep dive that is that variant."""
    text = PHOTOS.replace(WEIGHED, option or WEIGHED)
    return f"{text}variants:\n  other:\n    {variant}\n{more}"


SLOW = "components: {photos: {latency: {p99: 1 s}}}"
DEAR = "components: {photos: {price: $50k/month}}"
LATER = "components: {worker: {replicas: 300}}"


@pytest.mark.parametrize(
    ("variant", "told"),
    [
        (SLOW, "'latency-show', which the design itself meets: 1.022 s in flow 'show' where < 200 ms is asked for"),
        (DEAR, "'cost', which the design itself meets: 174k USD/month where < 60k USD/month is asked for"),
        ("components: {photos: {availability: 90%}, api: {availability: 99%}}", "'availability'"),
        ("capacity: {dau: 5M users, mau: 5M users}", "'scalability'"),
    ],
)
def test_a_variant_that_fails_what_the_design_meets(variant, told):
    text = design(variant)
    (said,) = cases(text, REGRESSION)
    assert f"variant 'other' fails {told}" in said.message, shown(found(text))
    assert (str(said.severity), said.element) == ("warning", "variants.other")


def test_it_is_noted_where_a_deep_dive_weighs_it():
    text = design(SLOW, "{name: another store, variant: other, pros: [cheap], cons: [slow]}")
    assert [str(each.severity) for each in cases(text, REGRESSION)] == ["info"]


@pytest.mark.parametrize(
    "variant",
    [
        "components: {photos: {latency: {p99: 20 ms}}}",
        "components: {photos: {latency: {p99: 1 s}}}\n    requirements: {nonfunctional: {latency-show: null}}",
        "components: {gone: null}",
        "components: {photos: null}",
    ],
)
def test_no_regression_where_it_is_met_not_asked_or_the_variant_is_wrong(variant):
    assert cases(design(variant), REGRESSION) == []


@pytest.mark.parametrize("edit", ["p99 < 200ms => p99 < 20ms", "auth: oauth => auth: oauth\nrubbish: [1"])
def test_no_regression_where_the_design_fails_it_or_is_wrong(edit):
    before, after = edit.split(" => ")
    assert cases(design(SLOW).replace(before, after), REGRESSION) == []


@pytest.mark.parametrize(("variant", "worse"), [(DEAR, 2), ("components: {photos: {latency: {p99: 20 ms}}}", 3)])
def test_a_variant_that_nothing_speaks_for(variant, worse):
    text = design(variant)
    (said,) = cases(text, DOMINATED)
    assert str(said.severity) == "info"
    assert said.message.endswith(f"figures, and worse in {worse}")


@pytest.mark.parametrize(
    ("variant", "option"),
    [
        (f"because: it is there\n    {DEAR}", ""),
        (DEAR, "{name: another, variant: other, pros: [it is there], cons: [dear]}"),
        ("components: {photos: {latency: {p99: 20 ms}, price: $900/month}}", ""),
        ("components: {photos: {latency: {p99: 10 ms}}}", ""),
        ("description: the same in words", ""),
    ],
)
def test_a_variant_that_something_speaks_for(variant, option):
    assert cases(design(variant, option), DOMINATED) == []


def test_what_a_variant_is_based_on_counts():
    text = design(
        "because: a first step\n    components: {photos: {price: $900/month}}",
        more=f"""\
  slow:
    base: other
    {SLOW}
""",
    )
    assert [each.element for each in cases(text, REGRESSION)] == ["variants.slow"]


def test_a_variant_is_not_asked_for_its_own_variants():
    from hld.pipeline import compile_source
    from hld.source import load_text

    text = "hld: 1\nname: Photos\n" + design(SLOW)
    found = compile_source(load_text(text, "t.yaml"), variant="other").diagnostics
    assert not {each.rule for each in found} & {REGRESSION, DOMINATED}


def test_of_very_many_variants_the_first_are_worked_out():
    more = "".join(f"  v{number}:\n    because: it is there\n    {SLOW}\n" for number in range(40))
    found_of = {each.element for each in cases(design(f"because: it is there\n    {SLOW}", more=more), REGRESSION)}
    assert {"variants.other", "variants.v28"} <= found_of
    assert "variants.v39" not in found_of
