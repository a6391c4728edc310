"""Manual pages."""

from hld.check.explain import find, manual, pages, summary
from hld.check.rules import rules


def test_a_rule_is_found_by_id_and_by_code():
    rule = find("unbounded-response")
    assert rule is not None
    assert find("ap009") is rule
    assert find("api") is None
    assert find("nothing") is None


def test_the_page_for_the_terminal_has_all_parts_in_order():
    rule = find("AP009")
    assert rule is not None
    page = manual(rule)
    assert page.startswith("unbounded-response (AP009), family api: warning\n\nA public operation answers")
    order = [
        page.index(part) for part in ("It works with ten rows", "Bad:", "# <--", "Good:", "cursor&limit", "Source:")
    ]
    assert order == sorted(order)
    assert "    api:\n      - GET /v1/feed -> Tweet[]  # <--\n" in page


def test_a_severity_that_depends_on_the_profile_is_said():
    rule = find("implicit-component")
    assert rule is not None
    assert "error, in the interview profile info" in manual(rule)


def test_the_index_lists_every_rule():
    index = pages()["index.md"]
    for rule in rules():
        assert f"| [{rule.id}]({rule.id}.md) | {rule.code} |" in index
        assert summary(rule) in index
    assert len(pages()) == len(rules()) + 1
