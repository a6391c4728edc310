"""A file is written to a database.

Databases are made for rows of some kilobytes: files of a megabyte fill their memory, slow their backups and cost
several times as much as in an object store. Put the file there and keep its address in the row. An entity that is
also written to an object store is taken to be kept that way.

Bad:

    auth: oauth
    entities: {Photo: {id, data: blob 1 MB}}
    api:
      - POST /v1/photos {data:blob} -> 201 Photo
      - GET /v1/photos/{photoId} -> Photo
    components: {app: client, api: service, photos: postgres}
    flows:
      upload:
        - app -> api: POST /v1/photos
        - api -> photos: write Photo  # <--
      view:
        - app -> api: GET /v1/photos/{photoId}
        - api -> photos: read Photo

Good:

    auth: oauth
    entities: {Photo: {id, data: blob 1 MB}}
    api:
      - POST /v1/photos {data:blob} -> 201 Photo
      - GET /v1/photos/{photoId} -> Photo
    components: {app: client, api: service, photos: postgres, files: s3}
    flows:
      upload:
        - app -> api: POST /v1/photos
        - api -> files: write Photo
        - api -> photos: write Photo
      view:
        - app -> api: GET /v1/photos/{photoId}
        - api -> photos: read Photo
        - api -> files: read Photo

Source: handling large blobs, system design interviews; Sears et al., To BLOB or not to BLOB (2006).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.files import BLOBS, DATABASES, FILES, LARGE
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Entity, Field, Model
from hld.spec.types import Record
from hld.units.parse import size
from hld.units.quantity import UnitError


@rule("DT015", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    files = {each: large for each in model.entities.values() if (large := _large(each)) is not None}
    for (entity, store), touches in _keeping.surely(model).items() if files else ():
        large = files.get(entity)
        if large is None or store.kind.name not in DATABASES:
            continue
        written = next((each for each in touches if each.op == "write"), None)
        elsewhere = any(
            each.store is not None and each.store.kind.name in FILES for each in trace.accesses_of(model, entity)
        )
        if (
            written is not None
            and not elsewhere
            and _keeping.is_certain(model, entity)
            and not _names_others(written.access.fields, large)
        ):
            yield Finding(
                _keeping.word(written),
                f"'{entity.id}.{large.name}' is a file, and '{store.id}' ({store.kind.name}) is a database",
                f"write it to an object store, and keep its address in '{store.id}'",
            )


def _large(entity: Entity) -> Field | None:
    return next((field for field in entity.fields if _is_large(entity, field)), None)


def _is_large(entity: Entity, field: Field) -> bool:
    """Whether the field is said to hold a file, or a megabyte or more; one whose size says less is no file."""
    amount = _bytes(entity, field)
    if amount is not None:
        return amount >= LARGE
    return field.type is not None and re.split(r"\W", field.type.name)[0] in BLOBS


def _bytes(entity: Entity, field: Field) -> float | None:
    fields = entity.entry.record("fields") if entity.entry is not None else None
    record = fields.get(field.name) if fields is not None else None
    stated = record.value("size") if isinstance(record, Record) else None
    amount = getattr(stated, "value", None)
    if amount is not None:
        return float(amount)
    words = field.type.name.partition(" ")[2] if field.type is not None else ""
    try:
        return float(size(words).value) if words else None
    except UnitError:
        return None


def _names_others(fields: tuple[str, ...], large: Field) -> bool:
    return bool(fields) and large.name not in fields
