"""The published figures: each comes out of a spec in the notation of its author, or it is told why not."""

import json
import re
from pathlib import Path

import pytest

from .design import worked
from .figures import CARDS, NOT_REPRODUCED

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
HEAD = """\
# Published figures

The capacity figures of well-known designs, worked out by `hld analyse` from a spec in the notation of their authors,
with their conventions: days of 100,000 s, months of 2.5 million seconds. What the spec comes to is compared with what
was published; where the two differ, it says what the author did. Rounding is no mistake, but it adds up. The specs
stand in `tests/analyse/figures.py`, and the tests write this page.

"""
MONEY_NUMBER_REST = re.compile(r"(\$?)([\d.]+)(.*)")
COLUMNS = "| design | figure | published | comes to | differs by |\n| --- | --- | --- | --- | --- |\n"


def published():
    """Each figure: its card, its name, what it came to and why it differs."""
    for name, card in CARDS.items():
        analysis = worked(card.spec)
        for variable, figure in card.figures.items():
            yield name, card, variable, figure, analysis.capacity[variable], analysis.conventions


def expected(card, variable):
    """What was published, as the spec writes it."""
    line = next(line for line in card.spec.splitlines() if line.startswith(f"  {variable}:"))
    return line.partition("expect: ")[2].rstrip("}")


def comes_to(text, ratio):
    """A quantity times `ratio`, in its unit: "1200 links/s" times 1/2 is "600 links/s"."""
    money, number, rest = MONEY_NUMBER_REST.fullmatch(text).groups()
    return f"{money}{float(float(number) * ratio):.{max(4, len(number))}g}{rest}"


def differs(estimate):
    """By how much, in per cent of what was published."""
    return float((estimate.ratio - 1) * 100)


def test_what_differs_is_explained_and_nothing_else():
    for name, card, variable, _, estimate, _ in published():
        assert estimate.ratio is not None, (name, variable, estimate.problem)
        assert (differs(estimate) != 0) == (variable in card.why), (name, variable, differs(estimate))
        assert estimate.slip == "", (name, variable)
        assert abs(differs(estimate)) < 25, (name, variable)


def test_the_figures_are_those_that_were_published(shared):
    told_of = {(name, figure): (estimate, rules) for name, _, _, figure, estimate, rules in published()}
    count = 0
    for path in sorted((shared / "corpora" / "truthcards").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")).get("capacity", ()):
            key = (path.stem, row["name"])
            if key in NOT_REPRODUCED:
                continue
            estimate, rules = told_of.pop(key)
            seconds = {"1/day": rules.day, "1/month": rules.month}.get(row["unit"], 1)
            # Data and money a day or a month are published without the time.
            for each in (seconds, rules.day, rules.month):
                if float(estimate.expected.value * each) == pytest.approx(row["stated"], rel=1e-12):
                    count += 1
                    break
            else:
                raise AssertionError((key, estimate.expected, row["stated"]))
    assert not told_of
    assert count > 50


def test_the_page_is_current(golden):
    rows = []
    for _, card, variable, figure, estimate, _ in published():
        text = expected(card, variable)
        found = f"{differs(estimate):+.1f} %: {card.why[variable]}" if variable in card.why else ""
        rows.append(f"| {card.title} | {figure} | {text} | {comes_to(text, estimate.ratio)} | {found} |\n")
    rest = [f"- {CARDS[card].title}, {figure}: {why}.\n" for (card, figure), why in NOT_REPRODUCED.items()]
    golden(HEAD + COLUMNS + "".join(rows) + "\nNot worked out:\n\n" + "".join(rest), PAGE)


@pytest.mark.parametrize(
    ("field", "files", "bytes_"),
    [
        ("blob 4 MB", "object store", 136),
        ("4 MB", "object store", 136),
        ("blob", "object store", 136),
        ("blob 10 KB", "object store", 10_008),
        ("blob 4 MB", "block store", 136),
        ("blob 4 MB", "document database", 4_000_008),
        ("blob 4 MB", "", 4_000_008),
    ],
)
def test_a_database_keeps_the_address_of_what_a_store_of_files_keeps(field, files, bytes_):
    found = worked(f"""
        capacity: {{put: 10/s}}
        entities: {{Photo: {{id: id, data: {field}}}}}
        components: {{web: client, api: service, db: sql, hot: cache{", files: " + files if files else ""}}}
        flows:
          put:
            - web -> api: ask
            - api -> db: write Photo
            - api -> hot: write Photo
            {"- api -> files: write Photo" if files else ""}
        """)
    assert found.components["db"].growth[0].size.value == bytes_
    assert found.components["db"].bytes_in.average.value == 10 * bytes_
    for each in ("hot", "files") if field == "blob 4 MB" and files else ():
        assert found.components[each].growth[0].size.value == 4_000_008


def test_what_a_store_says_of_its_rows_stands_over_that():
    found = worked("""
        capacity: {put: 10/s}
        entities: {Photo: {id: id, data: blob 4 MB}}
        components: {web: client, api: service, db: {kind: sql, stores: {Photo: {size: 2 KB}}}, files: object store}
        flows:
          put: [web -> api: ask, "api -> db: write Photo", "api -> files: write Photo"]
        """)
    assert found.components["db"].growth[0].size.value == 2_000
