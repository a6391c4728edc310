"""Relationships in one line: `tweets -> archive: backup every night`.

relationship = id "->" id [":" mode [text]]
"""

from __future__ import annotations

import re

from hld.diagnostics import Finding
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.parts import Parsed, bad, entry, map_of
from hld.spec.forms.step import is_path, path

__all__ = ["relationship"]

_MODES = re.compile(
    r"(replicates?|replication|cdc|change data capture|backups?|backed up|depends(?: on)?|runs[ -]on|"
    r"sync[ -]job|sync|dead[ -]letters?|dlq)\b",
    re.IGNORECASE,
)
_CANONICAL = {
    "replicates": "replicate", "replication": "replicate", "change data capture": "cdc", "backups": "backup",
    "backed up": "backup", "depends on": "depends", "runs on": "runs-on", "sync job": "sync-job", "sync": "sync-job",
    "dead letter": "dead-letter", "dead letters": "dead-letter", "dead-letters": "dead-letter", "dlq": "dead-letter",
}  # fmt: skip


def relationship(node: Node) -> Parsed:
    """A relationship as {from, to, mode, text}; in its long form it is as it was."""
    findings: list[Finding] = []
    if isinstance(node, Scalar):
        at = node.text.find(":")
        said = None if at < 0 else node.slice(at + 1).strip()
        found = _line(node if at < 0 else node.slice(0, at), said, findings)
        return map_of(found, node.span), tuple(findings)
    if isinstance(node, Items):
        wrong = Finding(node.span, "a list stands where a relationship should", "write 'a -> b: mode'", "bad-step")
        return map_of((), node.span), (wrong,)
    head = next((pair for pair in node.entries if is_path(pair.key.text)), None)
    if head is None:
        return node, ()
    more: tuple[Entry, ...] = tuple(pair for pair in node.entries if pair is not head)
    if isinstance(head.value, Map):
        more = (*head.value.entries, *more)
    said = head.value if isinstance(head.value, Scalar) else None
    return map_of((*_line(head.key, said, findings), *more), node.span), tuple(findings)


def _line(written: Scalar, said: Scalar | None, findings: list[Finding]) -> list[Entry]:
    nodes, arrows = path(written, findings)
    if not nodes:
        return []
    if len(nodes) != 2:
        place = written.strip() if len(nodes) == 1 else nodes[2]
        findings.append(bad(place, "bad-step", "a relationship has two ends", "write 'a -> b: mode' for each pair"))
        if len(nodes) == 1:
            return []
    wrong = next((arrow for arrow in arrows[:1] if arrow.text != "->"), None)
    if wrong is not None:
        findings.append(
            bad(wrong, "bad-step", f"'{wrong.text}' in a relationship", "write '->': its mode says the rest")
        )
    return [entry("from", nodes[0]), entry("to", nodes[1]), *_mode(said)]


def _mode(said: Scalar | None) -> list[Entry]:
    """The mode, and the words behind it; a first word that is no mode is handed on for the reader to report."""
    if said is None or not said.text.strip():
        return []
    said = said.strip()
    match = _MODES.match(said.text) or re.match(r"\S+", said.text)
    if match is None:
        return []
    mode = said.slice(0, match.end())
    rest = said.slice(match.end()).strip()
    word = mode.text.lower()
    found = [entry("mode", mode._replace(text=_CANONICAL.get(word, word)))]
    if rest.text.startswith(","):
        rest = rest.slice(1).strip()
    return [*found, entry("text", rest)] if rest.text else found
