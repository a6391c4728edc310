"""The operations as declared: what each takes and answers, who provides it and what it serves."""

from __future__ import annotations

import re

from hld.model.linking.entities import UNKNOWN_RETURN
from hld.model.linking.fields import TypeReader, read_fields
from hld.model.linking.names import UNRESOLVED, Names
from hld.model.types import Component, Operation, Reference, Requirement, Returns, Style
from hld.spec.types import Leaf, Record

__all__ = ["Api"]

_PARAM = re.compile(r"\{([^{}/]*)\}|(?<=/):(\w+)")
_STYLES = {style.value: style for style in Style}


class Api:
    """Turns the `api` section into operations."""

    def __init__(
        self, root: Record, types: TypeReader, components: Names[Component], requirements: Names[Requirement]
    ) -> None:
        self._root = root
        self._types = types
        self._components = components
        self._requirements = requirements
        self._auth = _scheme(root)

    def operations(self) -> dict[str, Operation]:
        """The operations by their keys, in the order written."""
        return {key: self._operation(key, entry) for key, entry in self._root.records("api")}

    def _operation(self, key: str, entry: Record) -> Operation:
        style, method, path = _way(key, entry)
        said = entry.entries
        return Operation(
            key=key,
            style=style,
            span=entry.span,
            entry=entry,
            id=entry.text("id"),
            method=method,
            path=path,
            params=_params(path),
            body=read_fields(entry.record("body"), self._types, UNRESOLVED) if "body" in said else None,
            query=read_fields(entry.record("query"), self._types, UNRESOLVED) if "query" in said else (),
            returns=self._returns(entry),
            errors=tuple([leaf.value for leaf in entry.leaves("errors") if isinstance(leaf.value, int)]),
            auth=(_scheme(entry) if "auth" in said else "") or self._auth,
            audience=str(entry.value("audience", "")),
            provider=self._provider(entry),
            consumers=tuple([self._component(leaf) for leaf in entry.leaves("consumers") if leaf.text]),
            covers=tuple(
                [self._requirements.resolve(leaf.text, leaf.span) for leaf in entry.leaves("covers") if leaf.text]
            ),
        )

    def _provider(self, entry: Record) -> Reference[Component] | None:
        leaf = entry.leaf("provider")
        return None if leaf is None or not leaf.text else self._component(leaf)

    def _component(self, leaf: Leaf) -> Reference[Component]:
        return self._components.resolve(leaf.text, leaf.span)

    def _returns(self, entry: Record) -> Returns | None:
        record = entry.record("returns")
        if record is None:
            return None
        status, kind = record.value("status"), record.leaf("type")
        read = None if kind is None or not kind.text else self._types.read(kind.scalar, UNKNOWN_RETURN)
        if read is not None and record.value("many", False) is True and not read.many:
            read = read._replace(many=True)
        fields = read_fields(record.record("body"), self._types, UNKNOWN_RETURN)
        return Returns(record.span, status if isinstance(status, int) else None, read, fields)


def _way(key: str, entry: Record) -> tuple[Style, str, str]:
    """The style, method and path of an operation: as the reader found them in its key, else as the key says."""
    first, _, rest = key.partition(" ")
    style = _STYLES.get(str(entry.value("style", "")) or first, Style.REST)
    method = entry.text("method") or (first if first.isupper() and rest else "")
    path = entry.text("path") or (rest.strip() if method or first in _STYLES else key)
    return style, method, path


def _params(path: str) -> tuple[str, ...]:
    """The names of the parameters in a path."""
    if "{" not in path and ":" not in path:
        return ()
    return tuple([found[1] or found[2] or "" for found in _PARAM.finditer(path)])


def _scheme(record: Record) -> str:
    """The scheme of authentication stated in a record, "" where it says nothing."""
    auth = record.record("auth")
    return record.text("auth") if auth is None else auth.text("scheme")
