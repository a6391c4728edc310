"""Clients and externals at stores: which hop is told, what is allowed, who is proposed to stand between."""

import pytest

from ..examples import cases

HEAD = """
    entities: {Photo: {id}}
    auth: oauth
    api:
      - GET /v1/photos/{photoId} -> Photo
    components:
      app: mobile client
      cdn: cdn
      api: service
      partner: external
      meta: sql
      cache: redis
      blobs: object store
      signed: {kind: object store, presigned: true}
    flows:
      read:
        - app -> api: GET /v1/photos/{photoId}
        - api -> meta: read Photo
"""


def said(step):
    return cases(f"{HEAD}        - {step}\n", "client-to-store")


@pytest.mark.parametrize(
    "step",
    ["app -> meta: read Photo", "app -> cache: read Photo", "partner -> meta: write Photo", "app -> blobs: read Photo"],
)
def test_a_call_from_outside_into_a_store_is_found_at_its_hop(step):
    (finding,) = said(step)
    hop = step.partition(":")[0]
    assert finding.span.end_column - finding.span.column == len(hop)
    assert finding.span.column == 7


@pytest.mark.parametrize(
    "step",
    [
        "app -> signed: write Photo",
        "app -> blobs: PUT to a pre-signed URL",
        "app -> blobs: upload to the signed url",
        "app -> cdn -> blobs: read Photo",
        "api -> meta: write Photo",
    ],
)
def test_signed_addresses_and_a_cdn_are_fine(step):
    assert not said(step)


def test_the_service_that_uses_the_store_is_proposed():
    (finding,) = said("app -> meta: read Photo")
    assert finding.hint == "write 'api -> meta'"
    (finding,) = said("app -> cache: read Photo")
    assert finding.hint == "put a service between them"
    (finding,) = said("app -> blobs: read Photo")
    assert finding.hint == "put a service between them, or say 'presigned: true' of the store"
