"""A store is cut into shards, and nothing says by what.

The key decides which queries go to one shard and which to all, and whether the load is even: by author, a celebrity's
shard burns; by time, the newest does. Only stated shards are looked at.

Bad:

    components:
      tweets: sql (postgres) shards=16  # <--

Good:

    components:
      tweets: sql (postgres) shards=16 shard_by=author

Source: sharding, deep dives of system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating
from hld.model.types import Component, Model


@rule("DT020", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for store in components_stating(model, "shards"):
        shards = store.entry.value("shards", 1)
        if store.role is Role.STORE and isinstance(shards, int) and shards > 1 and not _says_by_what(store):
            yield Finding(
                store.entry.at("shards"),
                f"'{store.id}' has {shards} shards and no shard key",
                "'shard_by' with a field",
            )


def _says_by_what(store: Component) -> bool:
    if "shard_by" in store.entry:
        return True
    return any("shard_by" in kept for _, kept in store.entry.records("stores"))
