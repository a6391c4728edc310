"""Variables and facts: formulas with their units, what is expected of them, and the conventions of counting."""

from fractions import Fraction

import pytest
from tests.analyse.design import estimate, worked

from hld.analyse.calc import calculate
from hld.analyse.estimates import slip
from hld.analyse.types import Origin

INPUTS = ("dau: 250M users", "post: 2 tweets/user/day", "tweet_size: 150 chars")


def test_a_result_is_shown_as_a_chain_of_units():
    found = estimate(*INPUTS, "x: = dau * post * tweet_size")
    assert found.chain == "250M users × 2 tweets/user/day × 150 chars = 75 GB/day"
    assert found.formula == "dau * post * tweet_size"
    assert (found.number.unit, found.number.of, found.number.per) == ("B/s", "tweet", ())
    assert found.number.origin is Origin.DERIVED
    assert found.uses == ("dau", "post", "tweet_size")


def test_a_label_that_is_misspelt_is_named():
    found = estimate("users: 5M users", "post: 2 tweets/usr/day", "x: {value: = users * post, expect: 10M/day}")
    assert found.problem.hint == "did you mean 'user'?"
    found = estimate("cars: 5M cars", "trip: 2 trips/truck/day", "x: {value: = cars * trip, expect: 10M/day}")
    assert found.problem.hint == "define how many trucks there are, and multiply by that"
    found = estimate("drivers: 5M drivers", "trip: 2/drver/day", "x: {value: = drivers * trip, expect: 10M/day}")
    assert found.problem.hint == "did you mean 'driver'?"


def test_what_does_not_cancel_is_named():
    found = estimate(*INPUTS, "x: {value: = post * tweet_size, expect: 75 GB/day}")
    assert found.problem.message == "the result is 300 bytes/user/day, which is per user"
    assert found.problem.hint == "multiply by dau"
    assert found.number.per == ("user",)


@pytest.mark.parametrize(
    ("formula", "expect", "hint"),
    [
        ("dau * post", "75 GB/day", "multiply by the size of one"),
        ("dau * post * tweet_size", "75 GB", "multiply by a time"),
        ("dau * post * tweet_size * 1 day", "75 GB/day", "divide by a time"),
        ("dau * post * tweet_size", "500M/day", "divide by the size of one"),
    ],
)
def test_a_result_of_another_kind_says_what_is_missing(formula, expect, hint):
    assert estimate(*INPUTS, f"x: {{value: = {formula}, expect: {expect}}}").problem.hint == hint


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("dau + tweet_size", "a number and an amount of data cannot be added"),
        ("post + dau * post", "one side is per user and the other is not"),
        ("max(dau, tweet_size)", "'max' compares 1 with B"),
        ("ceil(tweet_size)", "'ceil' rounds numbers up, not what has a unit"),
        ("dau / (tweet_size - tweet_size)", "a division by zero"),
        ("dau * nothing", "'nothing' is not defined"),
        ("facts.nothing * 2", "'facts.nothing' is not defined"),
        ("5 USD/day + 3 EUR/day", "cannot be added"),
        ("5 USD * 3 EUR", "USD and EUR are mixed"),
    ],
)
def test_units_that_do_not_fit_are_told_with_their_place(formula, message):
    found = estimate(*INPUTS, f"x: = {formula}")
    assert found.number.value is None
    assert message in found.problem.message
    assert found.problem.span.line == 7


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("= max(dau, 300M users)", 300_000_000, "1"),
        ("= min(dau, 300M users)", 250_000_000, "1"),
        ("= ceil(dau / 3)", 83_333_334, "1"),
        ("= dau * post * (tweet_size + 50 bytes) * 1 day", 10**11, "B"),
        ("= 2 * facts.movie_2h", 3 * 10**9, "B"),
        ("= dau * -1", -250_000_000, "1"),
    ],
)
def test_formulas(text, value, unit):
    found = estimate(*INPUTS, f"x: {text}")
    assert (found.number.value, found.number.unit) == (value, unit)


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        ("75 GB/day", ""),
        ("100 GB/day", ""),
        ("75 TB/day", "1000×"),
        ("75 KB/day", "1000²×"),
        ("600 GB/day", "8×: bits or bytes?"),
        ("75 GB/s", "86,400×: per day or per second?"),
        ("2.5 GB/day", "30×: per day or per month?"),
        ("27.375 TB/day", "365×: per day or per year?"),
        ("76.8 TB/day", "1024×"),
        ("1 GB/day", ""),
    ],
)
def test_a_slip_of_magnitude_is_explained(expect, reason):
    found = estimate(*INPUTS, f"x: {{value: = dau * post * tweet_size, expect: {expect}}}")
    assert found.problem is None
    assert found.slip.startswith(reason) if reason else not found.slip
    assert found.ratio > 0


@pytest.mark.parametrize("ratio", [Fraction(1, 1000), Fraction(1000), Fraction(8), Fraction(1, 365)])
def test_a_slip_is_seen_both_ways(ratio):
    assert slip(ratio)


@pytest.mark.parametrize(("name", "text", "unit"), [("b_size", "10B", "B"), ("b", "10B", "1"), ("w_time", "5m", "s")])
def test_a_name_tells_what_a_bare_letter_means(name, text, unit):
    assert estimate(f"{name}: {text}", name=name).number.unit == unit


def test_facts_of_the_spec_stand_over_those_that_are_built_in():
    found = worked(
        """
        facts:
          book: {value: 5 MB, source: our own shelf, year: 2026}
          seats: 120
        capacity: {x: = facts.book * 2, y: = facts.seats + 1, z: = facts.movie_2h}
        """
    )
    assert found.capacity["x"].number.value == 10**7
    assert found.capacity["x"].number.origin is Origin.DERIVED
    assert found.capacity["y"].number.value == 121
    assert found.capacity["z"].number.origin is Origin.DEFAULT
    assert found.facts["book"].source == "our own shelf"
    assert ("facts.movie_2h", "default") in {(each.what, str(each.origin)) for each in found.assumptions}


@pytest.mark.parametrize(
    ("convention", "estimated", "value"),
    [
        ("day: 100000 s", "1M/day", 10),
        ("month: 2500000 s", "250B reads/month", 100_000),
        ("month: 30.4375 days", "1/month", Fraction(1, 2_629_800)),
        ("year: 365.25 days", "1/year", Fraction(1, 31_557_600)),
        ("bytes_per_char: 4", "280 chars", 1120),
        ("day: 100000 s", "1/month", Fraction(1, 3_000_000)),
    ],
)
def test_conventions_hold_for_what_is_written(convention, estimated, value):
    found = worked(f"conventions: {{{convention}}}\ncapacity: {{x: {estimated}, y: = x * 2, z: = {estimated}}}\n")
    assert found.capacity["x"].number.value == value
    assert found.capacity["y"].number.value == 2 * value
    if "B reads" not in estimated:
        assert found.capacity["z"].number.value == value


def test_conventions_are_printed_and_settable():
    text = """
        conventions: {day: 24 h, month: 28 days, year: 364 days, bytes_per_char: 2, utilisation: 50%,
                      peak_duration: 1 h, off_peak: 40%, horizon: 2 years, rtt: 80 ms}
        """
    found = worked(text)
    assert found.conventions.month == 28 * 86_400
    assert found.conventions.horizon == 2 * 364 * 86_400
    assert found.conventions.stated == {
        "day", "month", "year", "bytes_per_char", "utilisation", "peak_duration", "off_peak", "horizon", "rtt",
    }  # fmt: skip
    printed = {each.what: (each.value, str(each.origin)) for each in found.assumptions}
    assert printed["month"] == ("28 days", "stated")
    assert printed["utilisation"] == ("50%", "stated")
    assert worked("").conventions.stated == frozenset()


def test_the_defaults_that_are_of_no_kind_are_printed_where_they_are_in_use():
    text = "components: {web: client, a: {kind: service, replicas: 3%s}}\nflows: {f: [web -> a: ask]}\n"
    assert "default of a zone" not in {each.what for each in worked(text % "").assumptions}
    printed = {each.what: (each.value, str(each.origin)) for each in worked(text % ", zones: 3").assumptions}
    assert printed["default of a zone"] == ("up 99.95%", "default")


@pytest.mark.parametrize(
    ("text", "peak", "origin"),
    [
        ("capacity: {peak: 5x}\nrequirements: {nonfunctional: {scalability: '1M users, peak 3x'}}", 5, Origin.STATED),
        ("requirements: {nonfunctional: {scalability: '1M users, peak 3x at night'}}", 3, Origin.STATED),
        ("requirements: {nonfunctional: {scalability: {target: 1M users, pattern: 2.5x peaks}}}", Fraction(5, 2),
         Origin.STATED),
        ("requirements: {nonfunctional: {scalability: 1M users}}", 2, Origin.DEFAULT),
        ("", 2, Origin.DEFAULT),
    ],
)  # fmt: skip
def test_the_peak_is_stated_or_twice_the_average(text, peak, origin):
    found = worked(text).peak
    assert (found.value, found.origin) == (peak, origin)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("1M/day / 1 day", "1M/day²"),
        ("5 GB/day / 86400 s", "5 GB/day²"),
        ("5 reads/user/day / 1 day", "5 reads/user/day²"),
        ("$5/month / 1 month", "5 USD/month²"),
        ("1 / 5 USD", "0.2/USD"),
        ("10 s * 5 s", "50 s²"),
        ("5 MB * 2 s", "10M B·s"),
        ("1 / (2 s * 1 s * 1 s)", "0.5/s³"),
        ("5 GB/day / 1 GB", "5/day"),
    ],
)
def test_the_powers_of_a_result_are_shown(formula, text):
    assert calculate(formula).text == text


def test_the_powers_of_an_estimate_are_shown():
    found = estimate("new: 5 GB/day", "x: = new / 1 day")
    assert found.chain.endswith("= 5 GB/day²")


@pytest.mark.parametrize(
    ("expect", "text"),
    [
        ("75 GB/day", "75 GB/day"),
        ("2 TB/month", "2.25 TB/month"),
        ("30 TB/year", "27.4 TB/year"),
        ("1 MB/s", "0.868 MB/s"),
        ("= dau * 300 B/user/day", "75 GB/day"),
    ],
)
def test_a_result_is_told_in_the_units_in_which_it_is_expected(expect, text):
    found = estimate(*INPUTS, f"x: {{value: = dau * post * tweet_size, expect: {expect}}}")
    assert found.text == text
    assert found.chain.endswith(f"× 150 chars = {text}")


def test_requests_keep_their_name():
    found = estimate("q: 10B queries/month", "x: {value: = q * 2, expect: 8000 queries/s}")
    assert found.text.endswith(" queries/s")
    assert "queries/s" not in estimate("q: 10B queries/month", "x: = q * 2").text


def test_numbers_in_a_formula_are_shown_as_they_are_written():
    found = estimate("garages: 2000 garages", "x: = garages * 0.1 changes/garage/day * 3 years")
    assert found.chain == "2000 garages × 0.1 changes/garage/day × 3 years = 219k changes"
