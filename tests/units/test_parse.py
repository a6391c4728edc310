"""Quantities: every way authors write them, and their text again."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld import units
from hld.units import Quantity, UnitError, format_quantity, format_share

MILLION, DAY, MONTH = 10**6, 86_400, 30 * 86_400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100M DAU", Quantity(Fraction(100 * MILLION), of=("user",))),
        ("100M+ DAU", Quantity(Fraction(100 * MILLION), of=("user",), at_least=True)),
        ("250m", Quantity(Fraction(250 * MILLION))),
        ("250k users", Quantity(Fraction(250_000), of=("user",))),
        ("10B", Quantity(Fraction(10**10))),
        ("10bn", Quantity(Fraction(10**10))),
        ("2T", Quantity(Fraction(2 * 10**12))),
        ("1.5 billion", Quantity(Fraction(15 * 10**8))),
        ("1,000,000", Quantity(Fraction(MILLION))),
        ("1e6", Quantity(Fraction(MILLION))),
        ("~10k", Quantity(Fraction(10_000), approximate=True)),
        ("≈ 5", Quantity(Fraction(5), approximate=True)),
        ("200 followers/tweet", Quantity(Fraction(200), of=("follower",), over=("tweet",))),
        ("10M daily active users", Quantity(Fraction(10 * MILLION), of=("user",))),
    ],
)
def test_counts(text, expected):
    assert units.count(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 MB", 10**6), ("2.5 mb", 2_500_000), ("1.5gb", 15 * 10**8), ("10B", 10), ("10b", 10), ("280 chars", 280),
        ("1 KiB", 1024), ("3 GiB", 3 * 1024**3), ("8 Mbit", MILLION), ("1 kbit", 125), ("1 PB", 10**15), ("0", 0),
        ("5 kilobytes", 5_000), ("2 bytes", 2), ("16 bits", 2),
    ],
)  # fmt: skip
def test_sizes(text, expected):
    assert units.size(text) == Quantity(Fraction(expected), bytes=1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("200ms", Fraction(1, 5)), (".25ms", Fraction(1, 4000)), ("5m", 300), ("5 min", 300), ("1h", 3600), ("0", 0),
        ("30d", 30 * DAY), ("5 years", 5 * 365 * DAY), ("1 month", MONTH), ("2 mo", 2 * MONTH), ("1h 30min", 5400),
        ("250 µs", Fraction(1, 4000)), ("2 weeks", 14 * DAY), ("1 day", DAY), ("90 sec", 90),
    ],
)  # fmt: skip
def test_durations(text, seconds):
    assert units.duration(text) == Quantity(Fraction(seconds), seconds=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99.99%", "0.9999"), ("99.999999999%", "0.99999999999"), ("four nines", "0.9999"),
        ("11 nines", "0.99999999999"),
        ("3.5 nines", "0.999683772"), ("100:1", "100"), ("3x", "3"), ("x3", "3"), ("0.95", "0.95"), ("1:4", "0.25"),
    ],
)  # fmt: skip
def test_ratios(text, expected):
    assert units.ratio(text).value == Fraction(expected)


def test_a_ratio_may_name_its_sides():
    assert units.ratio("10:1 read:write") == Quantity(Fraction(10), of=("read",), over=("write",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Gbps", Quantity(Fraction(125 * MILLION), bytes=1, seconds=-1)),
        ("100 Mbit/s", Quantity(Fraction(12_500_000), bytes=1, seconds=-1)),
        ("500 MB/s", Quantity(Fraction(500 * MILLION), bytes=1, seconds=-1)),
        ("10k rps", Quantity(Fraction(10_000), seconds=-1, of=("request",))),
        ("10k qps", Quantity(Fraction(10_000), seconds=-1, of=("request",))),
        ("5k/s", Quantity(Fraction(5_000), seconds=-1)),
        ("500M/day", Quantity(Fraction(500 * MILLION, DAY), seconds=-1)),
        ("5 photos/user/month", Quantity(Fraction(5, MONTH), seconds=-1, of=("photo",), over=("user",))),
        ("2 tweets per user per day", Quantity(Fraction(2, DAY), seconds=-1, of=("tweet",), over=("user",))),
        ("300/user/hour", Quantity(Fraction(300, 3600), seconds=-1, over=("user",))),
        ("10 queries/user/day", Quantity(Fraction(10, DAY), seconds=-1, of=("request",), over=("user",))),
    ],
)
def test_rates(text, expected):
    assert units.rate(text) == expected


def test_money_has_a_currency_and_may_be_per_amount_and_time():
    assert units.money("$50k/month") == Quantity(Fraction(50_000, MONTH), seconds=-1, money=1, currency="USD")
    expected = Quantity(Fraction(23, 10**12 * MONTH), bytes=-1, seconds=-1, money=1, currency="USD")
    assert units.money("0.023 USD/GB/month") == expected
    assert units.money("€3").currency == "EUR"


def test_one_text_means_different_things_in_different_fields():
    assert units.duration("5m").value == 300
    assert units.quantity("5m").value == 5 * MILLION
    assert units.size("10B").value == 10
    assert units.quantity("10B").value == 10**10


def test_an_estimate_is_typed_by_the_end_of_its_name():
    assert units.capacity("users", "5m").value == 5 * MILLION
    assert units.capacity("photo_size", "10B") == Quantity(Fraction(10), bytes=1)
    assert units.capacity("cache_ttl", "5m") == Quantity(Fraction(300), seconds=1)
    assert units.capacity("tweet_size", "150 chars").bytes == 1
    assert units.capacity("peak", "3x").value == 3


def test_integers_booleans_and_ranges():
    assert [units.integer(text) for text in ("3", "1,000", "10k", "-1", "007")] == [3, 1000, 10_000, -1, 7]
    assert [units.boolean(text) for text in ("yes", "no", "on", "off", "True")] == [True, False, True, False, True]
    assert units.int_range("20..60") == (20, 60)
    assert units.int_range("20 to 60") == (20, 60)


@pytest.mark.parametrize(
    ("parse", "text", "hint"),
    [
        (units.duration, "200", "200ms"), (units.duration, "200 mb", "like 200ms"),
        (units.duration, "5M", "like 200ms"),
        (units.size, "5", "5 B"), (units.size, "5 Mb", "MB for bytes or Mbit for bits"),
        (units.size, "3s", "like 1 MB"),
        (units.rate, "5k", "5k/s"), (units.rate, "$5/day", "like 5k/s"), (units.money, "400", "$400"),
        (units.ratio, "5 ms", "like 95%"), (units.ratio, "1:0", "like 10:1"), (units.count, "1 MB", "like 250M"),
        (units.quantity, "fast", "number with its unit"), (units.quantity, "-5", "without '-'"),
        (units.quantity, "", "number with its unit"), (units.quantity, "1" * 300, "number with its unit"),
        (units.quantity, "5/0 s", "what it is per"), (units.quantity, "1e99", "with a unit"),
        (units.quantity, "5 MB GB", "one number"), (units.ratio, "99 nines", "99.99%"),
        (units.integer, "2.5", "in digits"), (units.integer, "x", "in digits"),
        (units.boolean, "maybe", "true or false"),
        (units.int_range, "60..20", "20..60"), (units.int_range, "5", "like 20..60"),
    ],
)  # fmt: skip
def test_what_is_none_says_the_cure(parse, text, hint):
    with pytest.raises(UnitError) as caught:
        parse(text)
    assert hint in caught.value.hint
    assert str(caught.value)


@pytest.mark.parametrize(
    ("text", "exact", "rounded"),
    [
        ("75 GB/day", "75 GB/day", "868 KB/s"),
        ("2 tweets/user/day", "2 tweets/user/day", "2 tweets/user/day"),
        ("250M users", "250M users", "250M users"),
        ("100M+ DAU", "100M+ users", "100M+ users"),
        ("~10k", "~10k", "~10k"),
        ("150 chars", "150 bytes", "150 bytes"),
        ("$50k/month", "50k USD/month", "50k USD/month"),
        ("500M/day", "500M/day", "5.79k/s"),
        ("1.234567 MB", "1.234567 MB", "1.23 MB"),
        ("200 ms", "200 ms", "200 ms"),
        ("5400 s", "90 min", "1.5 h"),
    ],
)
def test_quantities_are_written_exactly_or_rounded(text, exact, rounded):
    quantity = units.quantity(text)
    assert format_quantity(quantity) == exact
    assert format_quantity(quantity, 3) == rounded


def test_shares_keep_all_their_nines():
    assert format_share(Fraction("0.99999999999")) == "99.999999999%"
    assert format_share(Fraction(1, 3)) == "33.3333%"


numbers = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False).map(str)
above = st.sampled_from(
    [
        "",
        "k",
        "M",
        " MB",
        " KiB",
        " bytes",
        " ms",
        " days",
        " users",
        "k tweets",
        " rps",
        " Gbps",
        "%",
        "M+ DAU",
        " USD",
    ]
)
below = st.sampled_from(["", "/s", "/day", "/user/day", "/tweet", " per user per month", "/year", "/GB/month"])


@given(st.sampled_from(["", "~"]), numbers, above, below)
def test_a_quantity_written_and_read_again_is_the_same(mark, number, unit, per):
    text = f"{mark}{number}{unit}{per}"
    try:
        quantity = units.quantity(text)
    except UnitError:
        return
    if abs(quantity.seconds) > 1 or abs(quantity.bytes) > 1 or unit in (" ms", " days"):
        return  # days per user per month: nobody writes these
    written = format_quantity(quantity)
    again = units.quantity(written)
    assert again == quantity, written
    assert format_quantity(again) == written


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_a_unit_error(text):
    parsers = (units.quantity, units.duration, units.size, units.count, units.rate, units.money, units.ratio,
               units.integer, units.boolean, units.int_range)  # fmt: skip
    for parse in parsers:
        try:
            parse(text)
        except UnitError as error:
            assert str(error)
            assert error.hint


@given(st.text("0123456789.,%:/ xkMBmsGbp$~+-eEnines", max_size=25))
def test_text_of_the_letters_of_quantities_is_one_or_a_unit_error(text):
    test_any_text_is_a_quantity_or_a_unit_error.hypothesis.inner_test(text)
