"""What happens and what was decided: flows, steps and their blocks, deep dives, scenarios, variants."""

from __future__ import annotations

from hld.spec import values as v
from hld.spec.shape import Field, Shape
from hld.spec.shapes.contracts import FIELDS, LINKS
from hld.spec.shapes.parts import BACKOFF, ON_FAILURE
from hld.spec.values import Either, ListOf, MapOf, Of, Steps, enum, ref

OP = enum(
    "access", "`read`, `write`, `update`, `delete` or `query`", "read write update delete query",
    get="read", fetch="read", load="read", find="read", save="write", insert="write", store="write", put="write",
    create="write", add="write", remove="delete",
)  # fmt: skip
AREA = enum(
    "area", "what a deep dive is about",
    "data api scaling component concurrency fault-tolerance security monitoring edge-cases trade-offs",
    database="data", apis="api", scalability="scaling", consistency="concurrency", resilience="fault-tolerance",
    observability="monitoring", edge_case="edge-cases", trade_off="trade-offs",
)  # fmt: skip

_FLOW = Shape(
    "flow",
    "a flow",
    "What happens, in order. In short it is the list of its steps.",
    (
        Field("title", v.TEXT, "The heading of its picture.", "Post a tweet"),
        Field("description", v.TEXT, "What it is about.", "From the button to the followers' feeds"),
        Field("covers", ListOf(ref("requirement")), "The requirements it serves; else that of its own id.",
              "[post]"),
        Field("actor", v.TEXT, "Who starts it.", "User"),
        Field("rate", v.EXPRESSION, "How often it happens; the estimate of its id if nothing is said.",
              "10 requests/user/day"),
        Field("peak", v.RATIO, "Its own peak as a multiple of the average.", "5x"),
        Field("every", v.DURATION, "How often a scheduler starts it.", "1 hour"),
        Field("trigger", v.TEXT, "What starts it, in words.", "a new file arrives"),
        Field("steps", Steps(), "The steps, in order.", "- web -> lb -> api: POST /v1/tweets"),
        Field("links", LINKS, "Where to read more.", "[https://wiki/post]"),
    ),
    listed="steps",
    terse="flows:\n  post:\n    - web -> lb -> api: POST /v1/tweets",
    long="flows:\n  post:\n    steps:\n      - {from: web, via: [lb], to: api, label: POST /v1/tweets}",
)  # fmt: skip

_PATH = (
    Field("from", ref("component"), "Where the step starts.", "web"),
    Field("via", ListOf(ref("component")), "What it passes on the way.", "[lb]"),
    Field("to", ref("component"), "Where it ends.", "api"),
    Field("at", ref("component"), "The component that works by itself, in a step without an arrow.", "worker"),
    Field("arrow", v.ARROW, "How it travels; told from what is said if nothing is written.", '"~>"'),
)

_SAID = (
    Field("label", v.LABEL, "What the step does, in the words of the one-line form.", "GET /v1/feed"),
    Field("call", v.TEXT, "The operation called: its key or id.", "POST /v1/tweets"),
    Field("op", OP, "What is done to a store.", "write"),
    Field("entities", ListOf(ref("entity")), "What is read or written.", "[Tweet]"),
    Field("entity", ListOf(ref("entity")), "The same, for one.", "Tweet", "entities"),
    Field("by", ListOf(v.TEXT), "The fields that a query searches by.", "[name, category]"),
    Field("send", ref("message"), "The message published or pushed.", "TweetPosted"),
    Field("receive", ref("message"), "The message taken from a queue, topic or stream.", "TweetPosted"),
    Field("reply", Either((v.TEXT, Of("returns"))), "What is answered: a status, a type, both or neither.",
          '"200 Tweet[]"'),
    Field("do", v.TEXT, "Work within one component.", "make thumbnails"),
    Field("payload", FIELDS, "The fields that are sent.", "{text: string}"),
)  # fmt: skip

_HOW = (
    Field("times", v.TIMES, "How often it is done each time the flow runs.", "200"),
    Field("when", v.CONDITION, "When it is done.", "miss feeds"),
    Field("if", v.CONDITION, "The same.", "5%", "when"),
    Field("latency", Of("latency"), "How long it takes.", "2s"),
    Field("serial", v.BOOLEAN, "Whether repeated work is done one after the other.", "true"),
    Field("batch", v.FLAG, "Whether, or how many, items go in one request.", "true"),
    Field("timeout", v.DURATION, "How long the caller waits.", "200ms"),
    Field("retries", v.INTEGER, "How often it tries again.", "1"),
    Field("backoff", BACKOFF, "How the waits between tries grow.", "exponential"),
    Field("jitter", v.BOOLEAN, "Whether those waits are shaken.", "true"),
    Field("breaker", v.FLAG, "Whether the caller stops calling what keeps failing.", "true"),
    Field("on_failure", ON_FAILURE, "What happens when it fails.", "fallback"),
    Field("fallback", v.TEXT, "What is used in its place.", "an empty feed"),
    Field("idempotent", v.BOOLEAN, "Whether doing it twice is harmless.", "true"),
    Field("idempotency", v.FLAG, "What makes a repeat harmless.", "Idempotency-Key"),
    Field("awaited", v.BOOLEAN, "Whether the sender waits until the broker has the message.", "true"),
    Field("outbox", v.BOOLEAN, "Whether the message is written with the data and sent from there.", "true"),
    Field("transaction", v.TEXT, "The transaction it is part of.", "order"),
    Field("saga", v.TEXT, "The saga it is part of.", "checkout"),
    Field("concurrency", v.TEXT, "What keeps two writers apart.", "optimistic"),
    Field(
        "side", v.BOOLEAN, "Whether it is a side effect, such as a counter, that does not matter to the flow.", "true"
    ),
    Field("tls", v.FLAG, "Whether it is encrypted on the way, or `mtls`.", "true"),
    Field("auth", v.TEXT, "How the caller proves who it is.", "mtls"),
    Field("protocol", v.TEXT, "What is spoken.", "https"),
    Field("async", v.BOOLEAN, "Whether nobody waits for it.", "true"),
    Field("cdc", v.FLAG, "Whether it follows the changes of a store.", "true"),
    Field("consistency", v.TEXT, "How consistent the read must be.", "strong"),
    Field("size", v.SIZE, "How much is sent.", "1 MB"),
    Field("redact", v.FLAG, "Whether, or what, sensitive data is taken out.", "true"),
    Field("purpose", v.TEXT, "Why sensitive data is sent.", "fraud check"),
    Field("id", v.IDENTIFIER, "A name for the step, for variants to change it by.", "store"),
    Field("title", v.TEXT, "What people read in place of what the step says.", "Look the user up"),
    Field("note", v.TEXT, "A remark for the reader.", "the slow part"),
    Field("links", LINKS, "Where to read more.", "[https://wiki/step]"),
    Field("chain", v.TEXT, "The whole chain that the step was cut from, where it is not all of it.", hidden=True),
)

_BLOCKS = (
    Field("parallel", Steps(), "Steps done side by side.",
          "[api -> a: read A, api -> b: read B]"),
    Field("alt", MapOf(Steps()), "One of several: conditions with their steps, `else` last.",
          "{found: [api -> a: read A], else: [api -> b: read B]}"),
    Field("opt", Of("opt"), "Steps done only if a condition holds."),
    Field("loop", Of("loop"), "Steps done repeatedly."),
)  # fmt: skip

_STEP = Shape(
    "step",
    "a step",
    "One arrow of a flow, or work within one component. It says one thing: a label, or one of `call`, `op`, "
    "`send`, `receive`, `reply` and `do`; or it is a block of other steps.",
    (*_PATH, *_SAID, *_HOW, *_BLOCKS),
    terse="- fanout -> feeds: write Tweet x200",
    long="- {from: fanout, to: feeds, op: write, entity: Tweet, times: 200}",
    line="id {arrow id} [: label] [x N] [@ time] [if condition] [[option, …]]",
)

#: The words that begin a block of steps.
BLOCKS = tuple(row.name for row in _BLOCKS)

_OPT = Shape(
    "opt",
    "an optional block",
    "Steps done only if a condition holds.",
    (
        Field("if", v.CONDITION, "The condition.", "the user is new"),
        Field("steps", Steps(), "The steps.", "- api -> mail: send welcome"),
    ),
    listed="steps",
)

_LOOP = Shape(
    "loop",
    "a loop",
    "Steps done repeatedly.",
    (
        Field("times", v.TIMES, "How often.", "3"),
        Field("until", v.TEXT, "What ends it, in words.", "the page is empty"),
        Field("steps", Steps(), "The steps.", "- api -> db: read Page"),
    ),
    listed="steps",
)

_DEEP_DIVE = Shape(
    "deep_dive",
    "a deep dive",
    "A question gone into: what could be done, what was decided and why.",
    (
        Field("title", v.TEXT, "Its heading.", "Fan-out"),
        Field("area", AREA, "What it is about.", "scaling"),
        Field("question", v.TEXT, "The question.", "When is the feed computed?"),
        Field("addresses", ListOf(v.TEXT), "The requirements it answers to; `crux` for the crux.", "[crux, latency]"),
        Field("components", ListOf(ref("component")), "The components it is about.", "[fanout, feeds]"),
        Field("flows", ListOf(ref("flow")), "The flows it is about.", "[post]"),
        Field("entities", ListOf(ref("entity")), "The entities it is about.", "[Tweet]"),
        Field("uses", ListOf(v.TEXT), "The estimates it rests on.", "[followers]"),
        Field("options", ListOf(Of("option")), "What could be done."),
        Field("decision", v.TEXT, "What was decided.", "on write; on read above 10k followers"),
        Field("because", v.TEXT, "Why.", "reads outnumber posts 5 to 1"),
        Field("notes", v.TEXT, "More about it.", "Instagram does the same"),
        Field("scenarios", ListOf(Of("scenario")), "What-ifs to try.", "[{kill: [feeds]}]"),
        Field("scenario", ListOf(Of("scenario")), "The same, for one.", "{kill: [feeds]}", "scenarios"),
        Field("status", v.TEXT, "Where the decision stands.", "accepted"),
        Field("links", LINKS, "Where to read more.", "[adr/0003.md]"),
    ),
    short="question",
    terse="deep_dives:\n  celebrity: What if an author has 100M followers?",
    long="deep_dives:\n  celebrity:\n    question: What if an author has 100M followers?",
)

_OPTION = Shape(
    "option",
    "an option",
    "One thing that could be done.",
    (
        Field("name", v.TEXT, "What it is called.", "on write"),
        Field("description", v.TEXT, "What it would be.", "write each tweet into every follower's feed"),
        Field("variant", v.TEXT, "The variant that does it; `base` for this design.", "fanout-on-read"),
        Field("pros", ListOf(v.TEXT), "What speaks for it.", "[feed read is one cache hit]"),
        Field("cons", ListOf(v.TEXT), "What speaks against it.", "[celebrities]"),
    ),
    short="name",
    terse="options:\n  - on write",
    long="options:\n  - name: on write",
)

_SCENARIO = Shape(
    "scenario",
    "a scenario",
    "A what-if: what breaks, or which numbers change.",
    (
        Field("name", v.TEXT, "What it is called.", "cache lost"),
        Field("description", v.TEXT, "What happens.", "the cache cluster restarts empty"),
        Field("kill", ListOf(ref("component")), "Components that are gone.", "[feeds]"),
        Field("set", MapOf(v.TEXT), "Values that change: paths of keys with dots between them.",
              "{capacity.followers: 100M}"),
        Field("zone_loss", v.FLAG, "A zone that is gone, or any.", "true"),
        Field("region_loss", v.FLAG, "A region that is gone, or any.", "eu-west-1"),
        Field("partition", ListOf(ref("place")), "Groups or components that cannot reach each other.",
              "[eu, us]"),
        Field("expect", v.TEXT, "What should still hold.", "feed degrades, post works"),
    ),
    short="description",
    listed="kill",
)  # fmt: skip

_VARIANT = Shape(
    "variant",
    "a variant",
    "Another design, written as its difference to this one: maps merge, other values replace, `null` deletes. "
    "The difference stands under `patch`, or beside the keys below if there is no `patch`.",
    (
        Field("title", v.TEXT, "What it is called.", "Compute the feed when it is read"),
        Field("description", v.TEXT, "What is different.", "No fan-out; reads gather"),
        Field("base", ref("variant"), "The variant it starts from; this design if nothing is said.", "fanout-on-read"),
        Field("because", v.TEXT, "Why it is worth a look.", "celebrities"),
        Field("patch", Of("spec"), "The difference.", "{components: {bus: null}}"),
    ),
    terse="variants:\n  small:\n    components: {api: x3}",
    long="variants:\n  small:\n    patch:\n      components: {api: {replicas: 3}}",
)

SHAPES = (_FLOW, _STEP, _OPT, _LOOP, _DEEP_DIVE, _OPTION, _SCENARIO, _VARIANT)
