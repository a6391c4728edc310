"""What is asked of the system: requirements, qualities, questions, estimates."""

from __future__ import annotations

from hld.spec import values as v
from hld.spec.shape import Field, Shape
from hld.spec.values import Either, ListOf, MapOf, Of, enum, ref

PRIORITY = enum("priority", "`must`, `should`, `could` or `wont`", "must should could wont", high="must", low="could")
PREFER = enum("side", "`availability` or `consistency`", "availability consistency")
STRENGTH = enum("strength", "`strong` or `eventual`", "strong eventual")

_REQUIREMENTS = Shape(
    "requirements",
    "requirements",
    "What the system must do, how well, and what it need not do.",
    (
        Field("functional", MapOf(Of("functional"), "requirement", lists=True), "What users can do, each with an id.",
              "{post: User should be able to post tweets}"),
        Field("nonfunctional", MapOf(Of("quality"), "quality", lists=True), "How well: qualities with numbers.",
              "{latency: feed p99 < 200ms}"),
        Field("out_of_scope", ListOf(v.TEXT), "What is left out on purpose.", "[search, ads]"),
        Field("questions", ListOf(Of("question")), "Questions asked, with their answers."),
        Field("assumptions", ListOf(v.TEXT), "What is taken for granted.", "[users have one account]"),
    ),
)  # fmt: skip

_FUNCTIONAL = Shape(
    "functional",
    "a functional requirement",
    "Something a user can do with the system, or the system must do.",
    (
        Field("text", v.TEXT, "The requirement as a sentence.", "User should be able to post tweets"),
        Field("actor", v.TEXT, "Who does it; read from the text if nothing is said.", "User"),
        Field("priority", PRIORITY, "How much it matters; the order counts if nothing is said.", "must"),
        Field("why", v.TEXT, "What it is for.", "posting is the point of the product"),
        Field("links", Either((MapOf(v.TEXT), ListOf(v.TEXT))), "Where to read more.", "[https://tracker/1]"),
    ),
    short="text",
    terse="functional:\n  post: User should be able to post tweets",
    long="functional:\n  post:\n    text: User should be able to post tweets",
)

_QUALITY = Shape(
    "quality",
    "a non-functional requirement",
    "A quality that the system must have, with a number wherever one can be given.",
    (
        Field("kind", v.TEXT, "Which quality; told from the id or the unit if nothing is said.", "latency"),
        Field(
            "text", v.TEXT, "The requirement in words, where its kind needs no number.", "no single point of failure"
        ),
        Field("target", v.TARGET, "What must hold.", '"p99 < 200ms"'),
        Field("scope", ListOf(v.TEXT), "What it holds for: requirements, flows, operations, entities.", "[feed]"),
        Field("window", v.DURATION, "The time over which it is measured.", "30 days"),
        Field("prefer", PREFER, "Which side wins when the network is parted.", "availability"),
        Field("level", STRENGTH, "How consistent reads must be.", "strong"),
        Field("pattern", v.TEXT, "When the load comes.", "peak 3x at night"),
        Field("regimes", ListOf(v.TEXT), "The rules to comply with.", "[GDPR, HIPAA]"),
        Field("clauses", ListOf(v.TEXT), "What else was said of it.", "[zero-downtime deploy]"),
        Field("why", v.TEXT, "What it is for.", "scrolling must feel instant"),
        Field("priority", PRIORITY, "How much it matters.", "must"),
        Field("assumes", ListOf(v.TEXT), "Questions whose answers it rests on.", "[q1]"),
    ),
    short="target",
    terse="nonfunctional:\n  latency: feed p99 < 200ms",
    long='nonfunctional:\n  latency:\n    scope: [feed]\n    target: "p99 < 200ms"',
    line="[scope] [pNN] [comparison] quantity [over other] [, more]",
    lists=True,
)

_QUESTION = Shape(
    "question",
    "a question",
    "Something asked about the problem.",
    (
        Field("q", v.TEXT, "The question.", "Must a new tweet be visible at once?"),
        Field("a", v.TEXT, "The answer; without one the question is open.", "No, a few seconds late is fine"),
        Field("sets", ListOf(v.TEXT), "What the answer settles.", "[consistency]"),
        Field("open", v.BOOLEAN, "Whether the answer is only assumed.", "true"),
    ),
    short="q",
    terse="questions:\n  - How long are tweets kept?",
    long="questions:\n  - q: How long are tweets kept?",
)

_CAPACITY = Shape(
    "capacity",
    "capacity",
    "Estimates. Every key but two is an estimate's name; a flow of the same name has that rate.",
    (
        Field("crux", Of("crux"), "What makes the problem hard.", "fan-out of one post to every follower's feed"),
        Field("peak", Of("estimate"), "The peak load as a multiple of the average.", "3x"),
    ),
    rest=Of("estimate"),
    names="estimate",
)

_CRUX = Shape(
    "crux",
    "the crux",
    "What makes the problem hard.",
    (
        Field("text", v.TEXT, "It in words.", "fan-out of one post to every follower's feed"),
        Field("components", ListOf(ref("component")), "Where it bites.", "[fanout, feeds]"),
    ),
    short="text",
    terse="crux: fan-out of one post to every follower's feed",
    long="crux:\n  text: fan-out of one post to every follower's feed",
)

_ESTIMATE = Shape(
    "estimate",
    "an estimate",
    "A number with its unit, or a formula over other estimates.",
    (
        Field("value", v.ESTIMATE, "The number, or `=` and a formula.", "= dau * post * tweet_size"),
        Field("expect", v.ESTIMATE, "What the formula should come to, as a test of the arithmetic.", "75 GB/day"),
        Field("max", v.ESTIMATE, "The largest value of one, where the number is a mean.", "100M followers"),
        Field("used_by", ListOf(v.TEXT), "The components, flows or decisions that rest on it.", "tweets"),
        Field("source", v.TEXT, "Where the number is from.", "annual report"),
        Field("why", v.TEXT, "What it is for.", "sizes the store"),
    ),
    short="value",
    terse="dau: 250M users",
    long="dau:\n  value: 250M users",
)

SHAPES = (_REQUIREMENTS, _FUNCTIONAL, _QUALITY, _QUESTION, _CAPACITY, _CRUX, _ESTIMATE)
