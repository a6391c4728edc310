"""Questions about the graph."""

import pytest

from hld.model import walk
from hld.model.views import neighbours

from .design import linked, social, step


def ids(components):
    return [component.id for component in components]


def numbers(steps):
    return [each.number for each in steps]


def test_edges_are_the_union_of_hops_each_once():
    model = social()
    assert [(edge.source.id, edge.target.id, edge.mode, len(edge.passages)) for edge in walk.edges(model)] == [
        ("web", "lb", "sync", 2),
        ("lb", "api", "sync", 2),
        ("api", "posts", "sync", 2),
        ("api", "bus", "async", 1),
        ("bus", "fanout", "async", 1),
        ("fanout", "feeds", "sync", 1),
        ("fanout", "web", "async", 1),
        ("api", "feeds", "sync", 1),
        ("api", "users", "sync", 1),
    ]


def test_relationships_are_edges():
    model = linked("components: {a: sql, b: sql, c: service}\nrelationships: [a -> b: backup every night]\n")
    edge = walk.edges(model)[0]
    assert (edge.source.id, edge.target.id, edge.mode, edge.relationship.text) == ("a", "b", "backup", "every night")
    assert ids(walk.orphans(model)) == ["c"]


def test_neighbours():
    model = social()
    api = model.components["api"]
    assert ids(walk.callers(model, api)) == ["lb"]
    assert ids(walk.callees(model, api)) == ["posts", "feeds", "users"]
    assert ids(walk.successors(model, api)) == ["posts", "bus", "feeds", "users"]
    assert ids(walk.predecessors(model, model.components["feeds"])) == ["fanout", "api"]
    assert [flow.id for flow in walk.flows_through(model, api)] == ["post", "feed"]


class Names(tuple):
    """Names that remember how often they were all looked at."""

    looked = 0

    def __iter__(self):
        Names.looked += 1
        return super().__iter__()


def test_what_is_next_to_many_is_found_by_looking_at_them_once():
    names = Names(("api", "bus"))
    assert neighbours(social(), names, ("post",)) == {"lb", "api", "posts", "bus", "fanout"}
    assert Names.looked == 1


def test_what_is_reached():
    model = social()
    start = [model.components["bus"]]
    assert walk.reachable(model, start) >= {"bus", "fanout", "feeds", "web", "api"}
    assert walk.reachable(model, start, lambda edge: edge.mode == "async") == {"bus", "fanout", "web"}


def test_cycles_are_real_ways_round():
    names = "abcdef"
    model = linked(
        f"components: {{{', '.join(f'{name}: service' for name in names)}}}\n"
        "flows:\n  f: [a -> b: x, b -> c: x, c -> d: x, d -> b: x, c -> a: x, e -> f: x, f -> e: x, d -> d: x]\n"
    )
    assert [ids(cycle) for cycle in walk.cycles(model, lambda edge: True)] == [["a", "b", "c"], ["e", "f"]]
    assert walk.cycles(model, lambda edge: edge.mode == "async") == ()


def test_a_long_ring_of_calls_needs_no_recursion():
    size = 5000
    components = "".join(f"  c{i}: service\n" for i in range(size))
    steps = "".join(f"    - c{i} -> c{(i + 1) % size}: call\n" for i in range(size))
    model = linked(f"components:\n{components}flows:\n  ring:\n{steps}")
    (cycle,) = walk.cycles(model, lambda edge: True)
    assert len(cycle) == size


def test_what_is_waited_for_ends_at_a_broker():
    model = social()
    assert walk.initiator(model.flows["post"]).id == "web"
    assert numbers(walk.synchronous(model.flows["post"])) == ["1", "2", "3"]
    assert ids(walk.critical(model.flows["post"])) == ["lb", "api", "posts", "bus"]


def test_position_does_not_end_waiting():
    flow = social(("fanout ~> web: PostMade", "api -> users: rpc Users.Get")).flows["post"]
    assert numbers(walk.synchronous(flow)) == ["1", "2", "3", "6"]


def test_the_explicit_reply_ends_it():
    model = social(("200 Post[]\n", "200 Post[]\n    - api -> users: rpc Users.Get\n"))
    flow = model.flows["feed"]
    assert walk.final_reply(flow) is step(model, "feed", 5)
    assert numbers(walk.before_reply(flow)) == ["1", "2", "3", "4"]
    assert numbers(walk.synchronous(flow)) == ["1", "2", "3", "4", "5", "6"]


def test_an_initiator_that_calls_on_after_a_reply_waits_for_that():
    steps = ("web -> a: one", "a --> web: 200", "a -> c: tidy", "web -> b: two", "b -> d: ask", "a -> c: tidy")
    model = linked(f"components: {{web: client, a: api, b: api, c: api, d: sql}}\nflows: {{f: {list(steps)}}}\n")
    flow = model.flows["f"]
    assert numbers(walk.goes_on(flow)) == ["4"]
    assert numbers(walk.before_reply(flow)) == ["1", "4", "5"]
    assert ids(walk.critical(flow)) == ["a", "b", "d"]


def test_a_miss_is_critical_and_what_may_fail_is_not():
    model = social(("api -> users: rpc Users.Get", "api -> users: rpc Users.Get [on_failure=fallback]"))
    assert ids(walk.critical(model.flows["feed"])) == ["lb", "api", "feeds", "posts"]
    model = social(("api -> users: rpc Users.Get", "api -> users: rpc Users.Get if 5%"))
    assert ids(walk.critical(model.flows["feed"])) == ["lb", "api", "feeds", "posts"]


def test_a_flow_begun_by_a_broker_waits_for_its_consumer():
    model = linked(
        "components: {jobs: queue, worker: worker, db: sql, done: topic}\n"
        "flows: {f: [jobs ~> worker: Job, worker -> db: write it, worker ~> done: Done]}\n"
    )
    assert numbers(walk.synchronous(model.flows["f"])) == ["1", "2", "3"]


ARMS = """\
components: {web: client, api: service, a: service, b: service, c: sql}
flows:
  f:
    - web -> api: go
    - parallel:
      - [api -> a: x, a -> c: x]
      - [api -> b: y, a -> c: y]
    - a -> c: z
    - b -> c: z
"""


def test_an_arm_does_not_see_what_another_reaches():
    model = linked(ARMS)
    seen = {each.number: each.source.name in visited for each, visited in walk.visits(model.flows["f"])}
    assert seen == {"1": True, "2.1": True, "2.2": True, "2.3": True, "2.4": False, "3": True, "4": True}


@pytest.mark.parametrize("size", [2000])
def test_visits_of_many_blocks_are_quick(size):
    blocks = "".join(f"    - opt: {{if: x{i}, steps: [api -> db: read it]}}\n" for i in range(size))
    model = linked(f"components: {{web: client, api: service, db: sql}}\nflows:\n  f:\n    - web -> api: go\n{blocks}")
    assert all(each.source.name in visited for each, visited in walk.visits(model.flows["f"]))
