"""The icons of the author's own: images beside the spec."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from hld.catalog.icons import is_image_file
from hld.model.types import Model
from hld.source.image import ImageError, image

__all__ = ["icon_files", "own_icons"]


def own_icons(model: Model) -> dict[str, bytes]:
    """The images that components have as their icons, by what is written; those that cannot be used are left out."""
    return dict(_images(model))


def _images(model: Model) -> Iterator[tuple[str, bytes]]:
    for component in model.components.values():
        leaf = component.entry.leaf("icon")
        if leaf is not None and is_image_file(leaf.text):
            try:
                yield leaf.text, image(model.spec.source.path, leaf.span.file, leaf.text)
            except ImageError:
                continue  # as the check has said


def icon_files(model: Model) -> tuple[str, ...]:
    """The files beside the spec that these images are read from."""
    found: dict[str, None] = {}
    for component in model.components.values():
        leaf = component.entry.leaf("icon")
        if leaf is not None and is_image_file(leaf.text):
            found[posixpath.join(posixpath.dirname(leaf.span.file), leaf.text)] = None
    return tuple(found)
