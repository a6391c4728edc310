from hld.pipeline import compile_arrows
from hld.view import sketch


def drawn(text, title=""):
    return sketch(compile_arrows(text, "<arrows>", title).model)


def test_a_line_that_says_nothing_has_no_number():
    graph = drawn("web -> lb -> api; api ~> kafka ~> worker")
    assert [line.badges for line in graph.lines] == [()] * 4
    assert all(not row.badge for row in graph.legend)
    assert not graph.footer


def test_what_is_said_is_numbered_in_order():
    graph = drawn("web -> api -> db: SQL; api -> redis: read", "Notes")
    numbers = {(line.source, line.target): [badge.text for badge in line.badges] for line in graph.lines}
    assert numbers == {("web", "api"): [], ("api", "db"): ["1"], ("api", "redis"): ["2"]}
    assert [(row.badge, row.what) for row in graph.legend if row.badge] == [("1", "SQL"), ("2", "read")]
    assert graph.title == "Notes"


def test_a_label_goes_with_each_line_of_the_last_arrow():
    graph = drawn("api -> db, redis: read")
    assert [[badge.text for badge in line.badges] for line in graph.lines] == [["1"], ["2"]]
