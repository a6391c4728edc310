"""Messages: declared, or implied by being published or pushed."""

from __future__ import annotations

from collections.abc import Iterable

from hld.diagnostics import Span
from hld.model.linking.fields import TypeReader, read_fields
from hld.model.linking.names import Names, Notes
from hld.model.topics import any_same
from hld.model.types import Component, Message, Reference
from hld.spec.types import Record

__all__ = ["Messages"]


class Messages:
    """The messages of a design. Publishing or pushing one adds it to those `known`."""

    def __init__(self, root: Record, components: Names[Component], notes: Notes, removed: frozenset[str]) -> None:
        self._root = root
        self._notes = notes
        self.known = {name: _message(name, entry, components) for name, entry in root.records("messages")}
        self.names: Names[Message] = Names("message", self.known, notes, removed)
        self._declared: Names[Message] = Names("message", dict(self.known), notes, removed)
        self._published: dict[str, dict[str, None]] = {}

    def publish(self, name: str, span: Span, broker: str) -> None:
        """Take note that `name` is sent to `broker` ("" for a push): that declares it, if nothing like it is."""
        if name not in self.known and not self._declared.like(name):
            self.known[name] = Message(name, span, is_implied=True)
        if broker:
            self._published.setdefault(broker, {})[name] = None

    def sent(self, name: str, span: Span) -> Reference[Message]:
        """The message that a step publishes, pushes or otherwise names."""
        known = self.known.get(name)
        if known is not None:
            return self._notes.exact(name, span, known)
        return self._declared.resolve(name, span)

    def received(self, name: str, span: Span, brokers: Iterable[str]) -> Reference[Message]:
        """The message that a step receives from one of `brokers`.

        A near match among what is published there is taken without a finding: that it has no producer under its
        own name is for a rule to say. So it is for one that nobody publishes, which is implied.
        """
        known = self.known.get(name)
        if known is not None:
            return self._notes.exact(name, span, known)
        published = [sent for broker in brokers for sent in self._published.get(broker, ())]
        is_known = any_same(name, published)
        near = "" if is_known else self._notes.nearest(name, published)
        if near in self.known:
            return self._notes.keep(Reference(name, span, self.known[near], near))
        if not is_known and (self._declared.like(name) or name in self._declared.removed):
            return self._declared.resolve(name, span)
        self.known[name] = Message(name, span, is_implied=True)
        return self._notes.exact(name, span, self.known[name])

    def complete(self, types: TypeReader, rule: str) -> None:
        """Read the payloads of the declared messages, which may be of the type of entities found later."""
        for name, entry in self._root.records("messages"):
            fields = read_fields(entry.record("payload"), types, rule)
            object.__setattr__(self.known[name], "fields", fields)  # see Entities.complete


def _message(name: str, entry: Record, components: Names[Component]) -> Message:
    leaf = entry.leaf("channel")
    channel = None if leaf is None or not leaf.text else components.resolve(leaf.text, leaf.span)
    return Message(name, entry.span, entry, channel)
