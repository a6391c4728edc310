"""Which class paths stand for an icon: looked up in the files of the package `diagrams`, which is not imported."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["UNFIT", "icons_beside", "is_fit", "is_icon", "is_image_file"]

#: Icons that cannot be drawn as they are.
UNFIT = frozenset((
    # The checks that stand for a clear ground are painted into these,
    "gis.javascript.Leaflet", "saas.payment.AmazonPay", "saas.payment.Paypal", "saas.payment.Stripe",
    # and this is white but for a few dots: there is no theme in which icons do not stand on white.
    "onprem.analytics.Presto",
))  # fmt: skip

_WHITE = re.compile(r"oci\.\w+\.\w+White")  # each has a sister that is not white
_CLASS = re.compile(r"^class ([A-Z]\w*)\(|^([A-Z]\w*) = [A-Z]\w*$", re.MULTILINE)
_MODULE = re.compile(r"[a-z]\w*(\.[a-z]\w*)+")


def is_image_file(icon: str) -> bool:
    """Whether an icon is written as a file, not as a class path."""
    return "/" in icon or icon.lower().endswith((".png", ".svg"))


def is_fit(path: str) -> bool:
    """Whether the icon at the class path can be seen as it is; in place of others, that of the kind is drawn."""
    return path not in UNFIT and not _WHITE.fullmatch(path)


def is_icon(path: str) -> bool:
    """Whether there is an icon at the class path ("onprem.queue.Kafka"); all are, where the package is not found."""
    module, _, name = path.rpartition(".")
    return _folder() is None or name in icons_beside(module)


@cache
def icons_beside(module: str) -> tuple[str, ...]:
    """The names of the icons in a module below the package ("onprem.queue"); none where there is no such module."""
    folder = _folder()
    if folder is None or not _MODULE.fullmatch(module):
        return ()
    try:
        text = folder.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
    except OSError:
        return ()
    return tuple(one or other for one, other in _CLASS.findall(text))


@cache
def _folder() -> Path | None:
    from importlib.util import find_spec

    found = find_spec("diagrams")
    return Path(found.origin).parent if found is not None and found.origin else None
