"""What the link of the clients adds: a round trip a request, and what is sent over what it carries."""

from fractions import Fraction

import pytest

from .design import worked

DESIGN = """
{environment}
entities: {{Photo: {{fields: {{id: id}}, size: 10 KB}}}}
api:
  POST /v1/photos: {{body: {{picture: 5 KB}}, returns: 201 Photo}}
  GET /v1/photos: {{query: {{cursor: string}}, returns: "Photo[]"}}
components:
  web: client
  api: service
  other: service
flows:
  add:
    - web -> api: POST /v1/photos
  list:
    - web -> api: GET /v1/photos
  inside:
    - api -> other: tidy up
"""


def link(environment, flow="add"):
    return worked(DESIGN.format(environment=environment)).flows[flow].link


@pytest.mark.parametrize(
    ("environment", "milliseconds"),
    [
        ("environment: {bandwidth: 1 Mbps, rtt: 80 ms}", 200),
        ("environment: mobile 3G 1 Mbps, 80 ms RTT, 4 GB RAM", 200),
        ("environment: {text: '1 Mbps, ping 80 ms', rtt: 10 ms}", 130),
        ("environment: {rtt: 80 ms}", 80),
        ("environment: 1 Mbps", 120),
        ("environment: '1,000 kbps'", 120),
        ("environment: '1 Mbps,80 ms RTT'", 200),
        ("requirements: {nonfunctional: {environment: '1 Mbps, round trip 80 ms'}}", 200),
        ("environment: 2 Mbps\nrequirements: {nonfunctional: {environment: 1 Mbps}}", 120),
    ],
)
def test_a_round_trip_and_the_sending(environment, milliseconds):
    found = link(environment)
    assert (found.value, found.lower_bound) == (Fraction(milliseconds, 1000), False)


def test_of_a_list_at_least_one_is_sent():
    found = link("environment: 1 Mbps", "list")
    assert (found.value, found.lower_bound) == (Fraction(80, 1000), True)


@pytest.mark.parametrize(
    "environment", ["", "environment: 3G, 4 GB RAM", "environment: 4 h of battery", "environment: '1,5 Mbps'"]
)
def test_a_link_of_which_nothing_is_stated_adds_nothing_known(environment):
    assert link(environment).value is None


def test_no_client_waits_within_the_system():
    assert link("environment: 1 Mbps", "inside").why == "no client waits for it"
