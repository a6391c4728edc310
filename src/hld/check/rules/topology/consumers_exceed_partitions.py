"""More consumers read a stream than it has partitions.

A partition is read by one consumer of a group at a time, which is what keeps its order. Whoever gets no partition
waits for another to fail. Cut the stream into as many parts as the busiest hour needs consumers, or run fewer.

Bad:

    entities: {Click: {id, at}}
    components:
      site: external
      clicks: stream partitions=12
      counter: worker x40  # <--
      counts: columnar
    flows:
      count:
        - site ~> clicks ~> counter: Clicked
        - counter -> counts: write Click

Good:

    entities: {Click: {id, at}}
    components:
      site: external
      clicks: stream partitions=40
      counter: worker x40
      counts: columnar
    flows:
      count:
        - site ~> clicks ~> counter: Clicked
        - counter -> counts: write Click

Source: Apache Kafka documentation, consumers and consumer groups.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.stated import components_stating
from hld.model.types import Component, Model


@rule("TP028", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for stream in components_stating(model, "partitions"):
        partitions = stream.entry.value("partitions")
        if stream.role is not Role.BROKER or not isinstance(partitions, int) or partitions < 1:
            continue
        for consumer in walk.successors(model, stream):
            count = _shape.replicas(consumer)
            if consumer.role is Role.COMPUTE and count is not None and count > partitions:
                yield _finding(stream, consumer, partitions, count)


def _finding(stream: Component, consumer: Component, partitions: int, count: int) -> Finding:
    key = "replicas" if consumer.replicas == count else "autoscale"
    message = f"'{consumer.id}' has {count} instances, '{stream.id}' {partitions} partitions: {count - partitions} idle"
    return Finding(
        consumer.entry.at(key), message, f"'partitions: {count}' or more on '{stream.id}', or fewer instances"
    )
