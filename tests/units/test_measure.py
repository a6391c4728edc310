"""The units in which a quantity is written, and others written in the same."""

from fractions import Fraction

import pytest

from hld import units
from hld.units import Quantity, format_quantity
from hld.units.measure import Measure, Named, measure_of
from hld.units.words import Calendar

MONTH = Named(Fraction(30 * 86_400), "month")


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("$60k/month", "$800/day", "24k USD/month"),
        ("€2/year", "€1/day", "365 EUR/year"),
        ("$0.023/GB/month", "$1/TB/year", "0.0000822 USD/GB/month"),
        ("1M requests/day", "200/s", "17.3M/day"),
        ("2 tweets per user per week", "1 tweet/user/day", "7 tweets/user/week"),
        ("1 Gbps", "200 MB/s", "1.6 Gbit/s"),
        ("100 Mbit/s", "1 GB/day", "0.0926 Mbit/s"),
        ("20 GB/day", "1 MB/s", "86.4 GB/day"),
        ("5 TB", "900 GB", "0.9 TB"),
        ("4 KiB", "1 MB", "977 KiB"),
        ("10k rps", "1M/day", "11.6/s"),
        ("0.5 s", "40 ms", "0.04 s"),
        ("2 weeks", "10 days", "1.43 weeks"),
    ],
)
def test_another_quantity_is_written_in_the_units_of_the_first(text, other, expected):
    measure = measure_of(text, units.quantity(text))
    assert format_quantity(units.quantity(other), 3, measure) == expected


@pytest.mark.parametrize(
    ("text", "other", "expected"), [("2 h", "30 ms", "30 ms"), ("5 PB", "3 MB", "3 MB"), ("1 KB", "2 TB", "2 TB")]
)
def test_a_unit_that_is_far_off_is_not_taken(text, other, expected):
    measure = measure_of(text, units.quantity(text))
    assert format_quantity(units.quantity(other), 3, measure) == expected


@pytest.mark.parametrize("text", ["$60k/month", "3 USD/year", "20 GB/day", "1.5 s", "2 weeks", "300 KiB", "7/min"])
def test_what_is_written_in_its_own_units_is_the_same_quantity(text):
    found = units.quantity(text)
    assert units.quantity(format_quantity(found, 0, measure_of(text, found))) == found


@pytest.mark.parametrize("text", ["1h 30min", "99.9%", "100M users", "10:1", "3x", "280 chars", "two nines"])
def test_some_texts_have_no_unit_to_keep(text):
    assert measure_of(text, Quantity(Fraction(1))) == Measure()


def test_a_sum_of_times_has_no_single_unit():
    assert measure_of("1h 30min", units.duration("1h 30min")) == Measure()


def test_a_minute_is_told_from_a_million_by_the_quantity():
    assert measure_of("5m", units.duration("5m")).above == Named(Fraction(60), "min")
    assert measure_of("5m", units.count("5m")) == Measure()


def test_a_month_is_as_long_as_the_calendar_says():
    short = Calendar(month=Fraction(2_500_000))
    assert measure_of("$1/month", units.money("$1/month", short), short).per_time == Named(Fraction(2_500_000), "month")
    assert measure_of("$1/month", units.money("$1/month")).per_time == MONTH
