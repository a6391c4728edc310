"""What is wrong with a figure: texts over each other or off the page, and what its views must keep clear."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hld.layout import text
from hld.layout.figure import Figure, Part, Rectangle, Shape, Trace, Words, every_shape
from hld.layout.types import Box, TextLine

_TOLERANCE = 0.6


def written(line: TextLine) -> Box:
    """The box of a line of text, from the height of its capitals to its descenders."""
    size = text.size(line.style)
    left = line.at.x - line.width / 2 if line.is_centred else line.at.x
    return Box(left, line.at.y - 0.73 * size, line.width, 0.94 * size)


def texts(shapes: tuple[Shape, ...]) -> list[tuple[str, Box]]:
    return [(line.text, written(line)) for each in every_shape(shapes, Words) for line in each.lines]


def parts(figure: Figure, kind: str) -> list[Part]:
    """The parts whose ids begin with a word and a hyphen."""
    return [each for each in every_shape(figure.shapes, Part) if each.id.startswith(f"{kind}-")]


def touch(one: Box, other: Box) -> bool:
    return one.grown(-_TOLERANCE).overlaps(other.grown(-_TOLERANCE))


def inside(outer: Box, inner: Box) -> bool:
    return outer.grown(_TOLERANCE).holds(inner)


def boxes(part: Part) -> list[Box]:
    return [each.box for each in every_shape(part.shapes, Rectangle)]


def around(part: Part) -> Box:
    """The outline of a part: its first box."""
    return boxes(part)[0]


def said(part: Part) -> list[Box]:
    """The texts of a part, and the pills around its numbers."""
    return [*boxes(part), *(box for _, box in texts(part.shapes))]


def general(figure: Figure) -> Iterator[str]:
    """What no figure may have: texts over each other, texts off the page."""
    page = Box(0, 0, figure.width, figure.height)
    found = texts(figure.shapes)
    for (one, a), (other, b) in combinations(found, 2):
        if touch(a, b):
            yield f"text {one!r} over {other!r}"
    yield from (f"text {words!r} off the page" for words, box in found if not inside(page, box))


def in_sequence(figure: Figure) -> Iterator[str]:
    """What a sequence may not have."""
    yield from general(figure)
    heads = [*parts(figure, "lifeline"), *parts(figure, "foot"), *parts(figure, "name")]
    works, blocks, messages = parts(figure, "work"), parts(figure, "block"), parts(figure, "message")
    for one, other in combinations(heads, 2):
        if touch(around(one), around(other)):
            yield f"head {one.id} over {other.id}"
    for head in heads:
        yield from (
            f"text {words!r} outside {head.id}" for words, box in texts(head.shapes) if not inside(around(head), box)
        )
    for one, other in combinations(messages, 2):
        if any(touch(a, b) for a in said(one) for b in said(other)):
            yield f"{one.id} over {other.id}"
    for told in (*messages, *parts(figure, "when")):
        label = said(told) if told in messages else [box for _, box in texts(told.shapes)]
        for box in label:
            yield from (f"{told.id} over {head.id}" for head in heads if touch(box, around(head)))
            yield from (f"{told.id} over the bar {work.id}" for work in works if touch(box, around(work)))
    lines = [line.points[0].x for line in every_shape(figure.shapes, Trace) if line.dashes == "5 4"]
    for message in messages:
        for box in said(message):
            yield from (f"{message.id} over a lifeline" for x in lines if box.x < x < box.right)
        (arrow,) = every_shape(message.shapes, Trace)
        for end in (arrow.points[0], arrow.points[-1]):
            if not any(abs(end.x - x) <= 30 for x in lines):
                yield f"{message.id} ends at no lifeline"
    for one, other in combinations(blocks, 2):
        a, b = around(one), around(other)
        if touch(a, b) and not (inside(a, b) or inside(b, a)):
            yield f"{one.id} cuts {other.id}"
    for block in blocks:
        for message in messages:
            label = said(message)
            if any(touch(around(block), box) for box in label) and not all(inside(around(block), box) for box in label):
                yield f"{block.id} cuts {message.id}"
        yield from (f"{block.id} over {head.id}" for head in heads if touch(around(block), around(head)))


def in_entities(figure: Figure) -> Iterator[str]:
    """What a picture of entities may not have, beside what the census of its arrangement finds."""
    yield from general(figure)
    for entity in parts(figure, "entity"):
        outline = around(entity)
        for words, box in texts(entity.shapes):
            if not inside(outline, box):
                yield f"text {words!r} outside {entity.id}"
        tags = boxes(entity)[1:]
        yield from (f"a tag outside {entity.id}" for box in tags if not inside(outline, box))
        for one, other in combinations(tags, 2):
            if touch(one, other):
                yield f"tags over each other in {entity.id}"
        written_beside = [box for _, box in texts(entity.shapes)]
        for tag in tags:
            if any(touch(tag, box) and not inside(tag, box) for box in written_beside):
                yield f"a tag over a text of {entity.id}"
