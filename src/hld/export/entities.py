"""What the text formats of entity diagrams share: which parts there are, in which order, and how a box is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hld.view.entities import EntitiesView, EntityBox, Relation

__all__ = ["parts", "title"]


def parts(
    view: EntitiesView,
    box: Callable[[EntityBox], Iterator[str]],
    relation: Callable[[Relation], Iterator[str]],
    comment: Callable[[str], Iterator[str]],
) -> Iterator[str]:
    """The lines of the boxes, of the relations, and the stores as comments, for there are no words for them."""
    for each in view.boxes:
        yield from box(each)
    for each_relation in view.relations:
        yield from relation(each_relation)
    for store in view.stores:
        yield from comment(f"{store.title}: {', '.join(store.members)}")


def title(box: EntityBox) -> str:
    """The name of an entity with the class of its data."""
    return f"{box.title} ({box.data_class})" if box.data_class else box.title
