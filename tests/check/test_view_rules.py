"""Icons, details and hints that cannot be drawn are found where they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from hld.layout import layout
from hld.pipeline import Compilation, compile_file, draw
from hld.render import FORMATS, THEMES

SPEC = """hld: 1
name: Shop
components:
  web: client
  api: {{kind: service, {}}}
  db: sql
groups: {{core: [api, db]}}
flows:
  buy:
    - web -> api: buy
    - api -> db: save
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def compiled(folder: Path, said: str) -> Compilation:
    path = folder / "shop.yaml"
    path.write_text(SPEC.format(said), encoding="utf-8")
    return compile_file(str(path))


@pytest.mark.parametrize(
    ("said", "rule", "message"),
    [
        ("icon: logo.svg", "", ""),
        ("icon: onprem.queue.Kafka", "", ""),
        ("icon: onprem.queue.RabbitMQ", "", ""),
        ("icon: onprem.queue.Kafak", "unusable-icon", "there is no icon 'onprem.queue.Kafak'"),
        ("icon: cli.run", "unusable-icon", "there is no icon 'cli.run'"),
        ("icon: ../logo.svg", "unusable-icon", "it lies outside the folder of the spec"),
        ("icon: other.svg", "unusable-icon", "there is no such file"),
        ("icon: shop.yaml/x.png", "unusable-icon", "there is no such file"),
        ("detail: shop.yaml", "", ""),
        ("detail: sub/none.yaml", "missing-detail", "there is no such file"),
        ("rank: 0", "hint-not-followed", "there is no column 0"),
        ("rank: 2", "", ""),
    ],
)
def test_what_is_said_of_a_card(tmp_path: Path, said: str, rule: str, message: str) -> None:
    (tmp_path / "logo.svg").write_text(SVG)
    family = ("unusable-icon", "missing-detail", "hint-not-followed")
    found = [each for each in compiled(tmp_path, said).diagnostics if each.rule in family]
    assert [each.rule for each in found] == ([rule] if rule else [])
    assert all(message in each.message and each.span.line == 5 and each.span.column > 10 for each in found)


def test_an_icon_of_ones_own_is_in_the_picture(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG)
    drawing = draw(compiled(tmp_path, "icon: logo.svg").model)
    assert drawing.icons["logo.svg"] == SVG.encode()
    svg = FORMATS["svg"](drawing, THEMES["light"])
    assert b"data:image/svg+xml;base64," in svg
    assert FORMATS["png"](drawing, THEMES["light"]).startswith(b"\x89PNG")


def test_a_card_leads_to_its_detail_and_says_its_accent(tmp_path: Path) -> None:
    model = compiled(tmp_path, "detail: sub/my api.hld.yaml, accent: hot path, lane: data, links: [https://a.b]").model
    drawing = draw(model)
    card = next(card.card for card in drawing.cards if card.card.id == "api")
    assert card.link == "../sub/my%2520api/architecture.svg"
    assert (card.lane, card.accent, card.subtitle) == ("data", "hot path", "Service · hot path")
    assert any(row.row.accent == "hot path" for row in drawing.legend)
    for theme in THEMES.values():
        assert f'fill="{theme.accents[0]}"'.encode() in FORMATS["svg"](drawing, theme)


def test_a_class_path_is_never_anything_but_an_icon(tmp_path: Path) -> None:
    drawing = draw(compiled(tmp_path, "icon: cli.run").model)
    assert drawing.icons["cli.run"].startswith(b"\x89PNG")
    assert layout(drawing.graph) == drawing
