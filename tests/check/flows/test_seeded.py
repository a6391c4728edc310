"""One mistake put into a design that is right gives one finding more, on its own line."""

from pathlib import Path

import pytest

from hld import pipeline
from hld.diagnostics import Severity

NUMBERS = ("availability", "capacity", "latency")
SPECS = Path(__file__).parent.parent.parent.parent / "specs"

#: Spec, what is written, what is written in its place, the rule that finds it. The first place counts.
SEEDS = [
    ("twitter", "api: POST /v1/tweets", "api: POST /v1/tweet", "unknown-endpoint"),
    ("twitter", "api ~> bus ~> fanout", "api -> bus ~> fanout", "arrow-vs-protocol"),
    ("twitter", "api: GET /v1/feed", "api: POST /v1/feed", "wrong-method"),
    ("twitter", "fanout -> graph: read Follow", "fanout -> graf: read Follow", "unresolved-reference"),
    ("twitter", "api -> tweets: write Tweet", "web -> tweets: write Tweet", "client-to-store"),
    ("twitter", "api: GET /v1/tweets/{tweetId}", "api: GET /v1/tweets/{id}", "path-param-mismatch"),
    ("twitter", "api: GET /v1/tweets/{tweetId}", "api: GET /v1/tweets/20", "path-param-mismatch"),
    ("twitter", "api: GET /v1/feed", "api: get the feed", "no-api-to-enter"),
    ("twitter", "- web -> lb -> api: GET /v1/feed", "- api -> web: GET /v1/feed", "wrong-direction"),
    ("twitter", "api -> graph: write Follow", "graph -> api: write Follow", "passive-initiator"),
    ("twitter", "api ~> bus ~> fanout: TweetPosted", "api ~> bus ~> fanout: tell them", "unlabeled-message"),
    ("twitter", "web -> lb -> api: POST /v1/follows", "lb -> api: POST /v1/follows", "bad-initiator"),
    ("image-pipeline", "- uploads -> meta: read Metadata", "- worker -> meta: read Metadata", "disconnected-step"),
    ("twitter", "fanout -> graph: read Follow", "fanout -> api: read Follow", "label-vs-target"),
    ("image-pipeline", "jobs ~> worker: ImageUploaded", "jobs ~> worker: ImageUploadd", "message-without-producer"),
    ("image-pipeline", "jobs ~> worker: ImageUploaded", "done ~> worker: ImageUploaded", "message-without-producer"),
    ("image-pipeline", "uploads ~> jobs: ImageUploaded", "uploads -> jobs: ImageUploaded", "arrow-vs-protocol"),
    ("image-pipeline", "notifier ~> app: ImageProcessed", "notifier -> app: ImageProcessed", "arrow-vs-protocol"),
    ("image-pipeline", "ws /v1/notifications -> ImageProcessed", "ws /v1/notifications -> ImageUploaded",
     "push-without-channel"),
    ("image-pipeline", "uploads --> app: 202 Image", "uploads --> app: 202 Metadata", "reply-type"),
    ("image-pipeline", "uploads --> app: 202 Image", "worker --> app: 202 Image", "reply-without-request"),
    ("image-pipeline", "app -> gw -> uploads: POST", "app -> uploads -> uploads: POST", "not-a-forwarder"),
    ("image-pipeline", "uploads -> blobs: write Image", "app -> blobs: write Image", "client-to-store"),
    ("image-pipeline", "notifier ~> app: ImageProcessed", "notifer ~> app: ImageProcessed", "unresolved-reference"),
]  # fmt: skip


def loud(text):
    """What is said of a design, with the line in full; notes are out, and numbers, which change with every step."""
    lines = text.splitlines()
    said = pipeline.compile_text(text, "spec.yaml").diagnostics
    return [
        (lines[each.span.line - 1].strip(), each.rule, each.message)
        for each in said
        if each.severity is not Severity.INFO and each.family not in NUMBERS
    ]


@pytest.mark.parametrize(("name", "right", "wrong", "rule"), SEEDS, ids=lambda value: value if "-" in value else None)
def test_a_seeded_mistake_gives_one_finding(name, right, wrong, rule):
    clean = (SPECS / f"{name}.yaml").read_text(encoding="utf-8")
    assert right in clean
    seeded = clean.replace(right, wrong, 1)
    before = loud(clean)
    more = [each for each in loud(seeded) if each not in before]
    assert [each[1] for each in more] == [rule], more
    changed = next(a.strip() for a, b in zip(seeded.splitlines(), clean.splitlines(), strict=True) if a != b)
    if rule != "push-without-channel":
        assert more[0][0] == changed
