"""The rules on availability: one design with its numbers, and edits on which a rule must speak or not."""

import re

from ..examples import checked, edited, shown, told
from ..measured import PHOTOS

FAMILY = ("capacity", "latency", "availability")
ONE_STORE = "3, capacity: {rate: 10k/s, storage: 10 TB} => 1, capacity: {rate: 10k/s, storage: 50 TB}"
ONE_API = "service, replicas: 12, capacity: 2k/s => service, replicas: 1, capacity: 20k/s"
ASKED = "availability: {target: 99.9%, scope: [show]}"
TARGET = ASKED + " => availability: {target: 99.99%, scope: [show]}"
UNCACHED = "- api -> photos: read Photo if miss hot => - api -> photos: read Photo"
PARTNER = "web: web client => web: web client | other: {kind: external, availability: 99%, latency: 5ms}"
ASKS = "- api -> hot: read Photo => - api -> hot: read Photo | - api -> other: ask"

#: The rule, its severity, the beginning of the line that it points at, and the edits.
SPEAKS = [
    ("composed-below-target", "error", "availability:", ONE_STORE, "availability: 99.99%, price: $1000 => "
     "availability: 99.8%, price: $1000"),
    ("composed-below-target", "error", "availability:", TARGET, ONE_STORE),
    ("composed-below-target", "warning", "availability:", ONE_STORE, ONE_API, "availability: 99.95%, price: $200 => "
     "price: $200", "availability: 99.99%, price: $1000 => price: $1000"),
    ("sla-inversion", "error", "other:", PARTNER, ASKS),
    ("availability-unknown", "info", "hot:", ", availability: 99.9%} => }"),
    ("composed-below-target", "warning", "availability:", TARGET, "sql, replicas: 3, => sql, replicas: 3, zones: 1,"),
    ("n-minus-one", "warning", "photos:", "rate: 10k/s => rate: 3700/s", UNCACHED),
    ("mttr-over-budget", "warning", "photos:", "sql, replicas: 3, => sql, replicas: 3, outages: 12/year, mttr: 1 h,"),
]  # fmt: skip

SILENT = [
    ("composed-below-target", ONE_STORE),
    ("composed-below-target", ASKED + " => availability: {target: 99.999%, scope: [show]}"),
    ("composed-below-target", PARTNER, ASKS + " [on_failure=degrade]"),
    ("sla-inversion", PARTNER, ASKS + " [on_failure=fallback]"),
    ("sla-inversion", PARTNER.replace("99%", "99.95%"), ASKS),
    ("correlated-replicas", "sql, replicas: 3, => sql, replicas: 3, zones: 1,"),
    ("correlated-replicas", TARGET, "sql, replicas: 3, => sql, replicas: 3, zones: 3,"),
    ("correlated-replicas", TARGET, "sql, replicas: 3, => sql, replicas: 3, zones: 1,"),
    ("availability-unknown", "sql, replicas: 3, => sql, replicas: 3, zones: 3,"),
    ("n-minus-one", "rate: 10k/s => rate: 2k/s"),
    ("mttr-over-budget", "sql, replicas: 3, => sql, replicas: 3, outages: 3/year, mttr: 10 min,"),
]  # fmt: skip


def test_a_default_beside_the_zones_of_others_is_still_told():
    text = edited(PHOTOS, "sql, replicas: 3, => sql, replicas: 3, zones: 3,", ", availability: 99.9%} => }")
    assert len(told(text, "availability-unknown")) == 1
    assert told(text, "availability-unknown")[0].startswith("hot:")


def test_where_nobody_states_an_availability_nothing_is_judged():
    text = re.sub(r", availability: [\d.]+%(?=})|availability: [\d.]+%, ", "", PHOTOS)
    outcome = checked(text)
    assert not [each for each in outcome.diagnostics if each.family == "availability"], shown(outcome.diagnostics)
    assert [each.want for rule, each in outcome.unknown if rule == "composed-below-target"]
