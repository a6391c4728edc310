"""The operations of the API, and which of them a step means by what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hld.diagnostics import Span
from hld.model.linking.names import Notes
from hld.model.types import Match, Operation, Reference, Style
from hld.near import squash
from hld.tuples import NamedTuple

__all__ = ["Found", "Operations"]

_PARAM = "{}"

#: Methods by which operations of these styles may also be called.
_SPOKEN = {Style.POLLING: ("GET",), Style.SSE: ("GET",), Style.WEBHOOK: ("POST",), Style.PUSH: ("POST",)}

#: Methods that do much the same, so that one is most likely meant where the other is not declared.
_AKIN = {
    "POST": ("PUT", "PATCH", "DELETE"),
    "PUT": ("PATCH", "POST", "DELETE"),
    "PATCH": ("PUT", "POST", "DELETE"),
    "DELETE": ("PUT", "PATCH", "POST"),
}


class Found(NamedTuple):
    """An operation found for a label, how well it fits, and the name it should have gone by, where that is no key.

    `rivals` are the keys of those that fit equally, if that is why none is found.
    """

    operation: Operation | None
    match: Match
    name: str = ""
    rivals: tuple[str, ...] = ()

    def reference(self, name: str, span: Span) -> Reference[Operation]:
        """The reference to it, made by `name`."""
        if self.operation is None:
            return Reference(name, span, rivals=self.rivals)
        near = "" if self.match is Match.EXACT else self.name or self.operation.key
        return Reference(name, span, self.operation, near)


_NOTHING = Found(None, Match.NONE)


class Operations:
    """The declared operations, ready to be looked up by method and path or by style and name."""

    def __init__(self, operations: Iterable[Operation], notes: Notes) -> None:
        self._notes = notes
        self._by_id: dict[str, Operation] = {}
        self._by_key: dict[str, Operation] = {}
        self._ids: dict[str, Operation] = {}
        self._exact: dict[tuple[str, str], Operation] = {}
        self._by_method: dict[str, dict[str, Operation]] = {}
        self._by_path: dict[str, Operation] = {}
        self._by_name: dict[str, Operation] = {}
        self._by_style: dict[tuple[Style, str], Operation] = {}
        self._named: dict[str, Operation] = {}
        self._tree = _Tree()
        self._near: dict[tuple[str, str], tuple[str, ...]] = {}
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        self._by_key.setdefault(operation.key, operation)
        self._by_style.setdefault((operation.style, _shape(operation.path)), operation)
        if operation.id:
            self._name(operation)
        if self._by_name.setdefault(squash(operation.path), operation) is operation:
            self._named.setdefault(operation.path, operation)
        if not operation.path.startswith("/"):
            return
        shape = _shape(operation.path)
        for method in _methods(operation):
            self._exact.setdefault((method, operation.path), operation)
            self._by_method.setdefault(method, {}).setdefault(shape, operation)
        self._by_path.setdefault(shape, operation)
        self._tree.add(_segments(operation.path), operation)

    def _name(self, operation: Operation) -> None:
        """Take note of an id; two that differ in case or joiners alone are one id written twice."""
        self._by_id.setdefault(operation.id, operation)
        other = self._ids.setdefault(squash(operation.id), operation)
        if other is not operation:
            message = f"'{other.id}' of '{other.key}' and '{operation.id}' are the same id"
            if other.id == operation.id:
                message = f"'{operation.id}' is the id of '{other.key}' too"
            span = operation.entry.leaf("id")
            self._notes.add("duplicate-id", operation.span if span is None else span.span, message, "rename one")

    @property
    def ids(self) -> Mapping[str, Operation]:
        """The operations that have an id of their own, by it."""
        return self._by_id

    def by_id(self, name: str) -> Found:
        """The operation with this id, key or name, or the nearest to it."""
        operation = self._by_id.get(name) or self._by_name.get(squash(name))
        if operation is not None:
            return Found(operation, Match.EXACT)
        near = self._notes.closest(name, self._by_id)
        return Found(self._by_id[near[0]], Match.NEAR, near[0]) if len(near) == 1 else _none_of(near)

    def by_path(self, method: str, path: str) -> Found:
        """The operation that "METHOD /path" means: the best of the following.

        The same path; the same but for names of parameters; the same with another method; a value in place of a
        parameter, with the same method before a slip of the pen before another method; a parameter left out at the
        end; a slip of the pen.
        """
        path = _tidy(path)
        exact = self._exact.get((method, path))
        if exact is not None:
            return Found(exact, Match.EXACT)
        shape = _shape(path)
        for match, operation in self._candidates(method, path, shape):
            if operation is not None:
                return Found(operation, match)
        return _none_of(self._near.get((method.upper(), shape), ()))

    def _candidates(self, method: str, path: str, shape: str) -> Iterator[tuple[Match, Operation | None]]:
        upper = method.upper()
        if method != upper:
            yield Match.NEAR, self._exact.get((upper, path))
        yield Match.PARAMS, self._of_shape(method, shape)
        akin = (self._of_shape(one, shape) for one in _AKIN.get(upper, ()))
        yield self._other(next(filter(None, akin), self._by_path.get(shape)))
        fitting = self._tree.fitting(_segments(path))
        yield Match.PARAMS, next((one for one in fitting if method in _methods(one)), None)
        if fitting:  # "POST /uploads/file" is rather "POST /uploads/files" than "GET /uploads/{id}"
            near = self._nearest(upper, shape)
            yield Match.NEAR, near if near is not None and upper in _methods(near) else None
        yield self._other(next(iter(fitting), None))
        yield Match.PARAMS, self._of_shape(method, shape.rstrip("/") + "/" + _PARAM)
        yield Match.NEAR, self._nearest(upper, shape)

    def _of_shape(self, method: str, shape: str) -> Operation | None:
        return self._by_method.get(method, {}).get(shape)

    @staticmethod
    def _other(operation: Operation | None) -> tuple[Match, Operation | None]:
        """What an operation of the same path is to a call whose method it does not have."""
        is_rest = operation is None or operation.style is Style.REST
        return Match.METHOD if is_rest else Match.STYLE, operation

    def _nearest(self, method: str, shape: str) -> Operation | None:
        """The operation whose path is a slip of the pen away, one of the same method if there is one."""
        if (method, shape) not in self._near:
            self._near[method, shape] = tuple(self._near_paths(method, shape))
        near = self._near[method, shape]
        return self._by_key[near[0]] if len(near) == 1 else None

    def _near_paths(self, method: str, shape: str) -> list[str]:
        """The keys of the operations nearest to a path."""
        for choice in (self._by_method.get(method, {}), self._by_path):
            near = self._notes.closest(shape, choice)
            if near:
                return [choice[each].key for each in near]
        return []

    def by_name(self, style: Style, name: str) -> Found:
        """The operation that a style and a name mean ("rpc Users.Get", "ws /v1/notifications").

        A name declared in another style is a STYLE match: the thing is there, but not spoken to so.
        """
        name = _tidy(name)
        own = self._by_style.get((style, _shape(name)))
        if own is not None and own.path.startswith("/") == name.startswith("/"):
            return Found(own, Match.EXACT if own.path == name else Match.PARAMS)
        operation = self._by_name.get(squash(name))
        if operation is not None and operation.path == name:
            return Found(operation, Match.EXACT if operation.style is style else Match.STYLE)
        if name.startswith("/") and (shaped := self._by_path.get(_shape(name))) is not None:
            return Found(shaped, Match.PARAMS if shaped.style is style else Match.STYLE)
        near = (operation.path,) if operation is not None else self._notes.closest(name, self._named)
        return Found(self._named[near[0]], Match.NEAR) if len(near) == 1 else _none_of(near)


def _none_of(rivals: tuple[str, ...]) -> Found:
    """No operation, as it could be any of these."""
    return Found(None, Match.NONE, rivals=rivals) if rivals else _NOTHING


class _Tree:
    """Path templates as a tree of segments, so that a path is compared with all of them at once."""

    def __init__(self) -> None:
        self._children: dict[str, _Tree] = {}
        self._ends: list[Operation] = []

    def add(self, segments: list[str], operation: Operation) -> None:
        """Put the template of `operation` into the tree."""
        node = self
        for segment in segments:
            node = node._children.setdefault(_PARAM if _is_param(segment) else segment, _Tree())
        node._ends.append(operation)

    def fitting(self, segments: list[str]) -> list[Operation]:
        """The operations whose template fits, where a parameter on either side fits anything; few parameters first."""
        nodes = [self]
        for segment in segments:
            nodes = [child for node in nodes for child in node._next(segment)][:_WIDTH]
        return [operation for node in nodes for operation in node._ends]

    def _next(self, segment: str) -> Iterator[_Tree]:
        if _is_param(segment):
            yield from self._children.values()
            return
        if segment in self._children:
            yield self._children[segment]
        if _PARAM in self._children:
            yield self._children[_PARAM]


# Paths of nothing but parameters could fit exponentially many branches; so many are followed at once.
_WIDTH = 16


def _methods(operation: Operation) -> tuple[str, ...]:
    return (operation.method,) if operation.method else _SPOKEN.get(operation.style, ())


def _tidy(path: str) -> str:
    path = path.partition("?")[0] if path.startswith("/") else path
    return path.rstrip("/") or path


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _is_param(segment: str) -> bool:
    return (segment.startswith("{") and segment.endswith("}")) or (segment.startswith(":") and len(segment) > 1)


def _shape(path: str) -> str:
    """The path with its parameters made alike."""
    if "{" not in path and ":" not in path:
        return "/" + path.strip("/")
    return "/" + "/".join(_PARAM if _is_param(segment) else segment for segment in _segments(path))
