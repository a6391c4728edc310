"""What a design states of the memory of its clients, and what they hold at once."""

import pytest

from .design import worked

DESIGN = """
{environment}
entities: {{Photo: {{fields: {{id: id}}, size: 900 KB}}}}
api:
  POST /v1/photos: {{body: {{picture: 2 MB}}, returns: 201 Photo}}
  GET /v1/photos/{{photoId}}: {{returns: Photo}}
  GET /v1/photos: {{query: {{cursor: string}}, returns: "Photo[]"}}
messages: {{Changed: {{size: 3 KB}}}}
components: {{web: client, lb: load balancer, api: service, photos: object store}}
flows:
  add:
    - web -> lb -> api: POST /v1/photos
    - api -> photos: write Photo
    - api --> web: 201 Photo
  show:
    - web -> api: GET /v1/photos/{{photoId}}
    - web: decode it
  list:
    - web -> api: GET /v1/photos
    - {{from: web, to: api, label: its thumbnails, size: 5 KB}}
    - web -> api: something else
  tell:
    - api ~> web: Changed
"""


def memory(environment):
    return worked(DESIGN.format(environment=environment)).environment.memory


def held(flow, environment="environment: {memory: 1 MB}"):
    found = worked(DESIGN.format(environment=environment)).flows[flow].held
    return [(each.client, each.step, "sends" if each.is_sent else "takes in", each.size.text) for each in found]


@pytest.mark.parametrize(
    ("environment", "kilobytes"),
    [
        ("environment: {memory: 4 GB}", 4_000_000),
        ("environment: mobile 3G 1 Mbps, 4 GB RAM", 4_000_000),
        ("environment: NB-IoT 60 kbps, 256 KB RAM", 256),
        ("environment: 256KB SRAM and 1 MB flash", 256),
        ("environment: Raspberry Pi 4, 8 GB memory", 8_000_000),
        ("environment: Raspberry Pi 4 with 8 GB of memory", 8_000_000),
        ("environment: 'RAM: 512 MB, disk: 32 GB'", 512_000),
        ("environment: memory of 512 MB, 32 GB disk", 512_000),
        ("environment: 32 GB disk 4 GB RAM 16 GB flash", 4_000_000),
        ("environment: '1,024 MB RAM'", 1_024_000),
        ("environment: {text: 4 GB RAM, memory: 2 GB}", 2_000_000),
        ("requirements: {nonfunctional: {environment: '3G, 4 GB RAM'}}", 4_000_000),
        ("environment: phones 4 GB RAM, sensors 256 KB RAM", 4_000_000),
    ],
)
def test_a_memory_is_stated_in_a_field_or_in_words(environment, kilobytes):
    assert memory(environment) == kilobytes * 1000


@pytest.mark.parametrize(
    "words",
    [
        "32 GB disk", "16 GB flash memory", "a memory card of 32 GB", "32 GB memory card", "4 GB/s memory", "4 G RAM",
        "'1,5 GB RAM'", "little memory", "512 Mb RAM", "program memory, 3 GB a month",
    ],
)  # fmt: skip
def test_other_sizes_and_rates_are_no_memory(words):
    assert memory(f"environment: {words}") is None


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ("add", [("web", "1", "sends", "2 MB")]),
        ("show", [("web", "1", "takes in", "900 KB")]),
        ("tell", [("web", "1", "takes in", "3 KB")]),
        (
            "list",
            [
                ("web", "1", "takes in", "at least 900 KB"),
                ("web", "2", "sends", "5 KB"),
                ("web", "3", "takes in", "unknown"),
            ],
        ),
    ],
)
def test_a_request_or_an_answer_is_held_whole(flow, expected):
    assert held(flow) == expected


def test_nothing_is_worked_out_where_no_memory_is_stated():
    assert [held(flow, "environment: 1 Mbps") for flow in ("add", "show", "list", "tell")] == [[]] * 4
