"""The top of a spec and what frames it: session, conventions, facts, checks and views."""

from __future__ import annotations

from hld.spec import values as v
from hld.spec.shape import Field, Shape
from hld.spec.values import Either, ListOf, MapOf, Of, enum, ref

PROFILE = enum("profile", "how much must be said: `interview` or `doc`", "interview doc", documentation="doc")
LEVEL = enum("level", "`off`, `info`, `warning` or `error`", "off info warning error", warn="warning", none="off")
LAYOUT = enum(
    "direction", "`left-to-right` or `top-to-bottom`", "left-to-right top-to-bottom",
    lr="left-to-right", tb="top-to-bottom", horizontal="left-to-right", vertical="top-to-bottom",
)  # fmt: skip
EACH = enum("part", "`groups` or `flows`", "groups flows")
SHOWN = enum("number to show", "`latency`, `load`, `availability` or `class`", "latency load availability class")

_ROOT = Shape(
    "spec",
    "a spec",
    "The whole design: one YAML file, whose keys may stand in any order and may all be left out but a few.",
    (
        Field("hld", v.INTEGER, "The version of this language; 1 is the only one.", "1"),
        Field("name", v.TEXT, "What the system is called.", "Twitter"),
        Field("description", v.TEXT, "What the system does, in a sentence or more.", "Post and read short texts"),
        Field("owner", v.TEXT, "The team or person who answers for the design.", "feeds-team"),
        Field("links", Either((MapOf(v.TEXT), ListOf(v.TEXT))), "Where to read more: addresses by name.",
              "{runbook: https://wiki/feeds}"),
        Field("profile", PROFILE, "How strict the checks are about what is not said.", "interview"),
        Field("session", Of("session"), "The interview this is for: its length and the time per stage.", "45 min"),
        Field("actors", MapOf(Of("actor"), "actor", lists=True), "Who uses the system.", "[User, Admin]"),
        Field("requirements", Of("requirements"), "What the system must do, and how well."),
        Field("capacity", Of("capacity"), "Estimates: users, rates, sizes and what follows from them."),
        Field("facts", MapOf(Of("fact")), "Numbers from elsewhere that expressions use as `facts.<id>`.",
              "{movie_2h: 1.5 GB}"),
        Field("conventions", Of("conventions"), "How the arithmetic counts days, months and headroom."),
        Field("entities", MapOf(Of("entity"), "entity", lists=True), "The things the system keeps or handles."),
        Field("auth", Of("auth"), "How callers prove who they are, for every operation that does not say.", "oauth"),
        Field("observability", Either((v.TEXT, ListOf(v.TEXT), MapOf(v.TEXT))),
              "How the system is watched: metrics, logs, traces, alerts.", "{metrics: prometheus, logs: loki}"),
        Field("environment", Of("environment"), "What the clients run on: link, delay, memory.",
              "mobile 3G 1 Mbps, 4 GB RAM"),
        Field("api", Of("api"), "The operations that the system offers."),
        Field("messages", MapOf(Of("message"), "message", lists=True), "What travels over queues, topics and streams."),
        Field("groups", MapOf(Of("group"), "group"), "Boundaries around components: regions, zones, trust, teams."),
        Field("components", MapOf(Of("component"), "component", lists=True), "The boxes, each with its kind."),
        Field("flows", MapOf(Of("flow"), "flow"), "What happens, step by step; the steps are the lines drawn."),
        Field("relationships", ListOf(Of("relationship")), "Lines that no flow covers: replication, backup, CDC.",
              "- tweets -> archive: backup"),
        Field("deep_dives", MapOf(Of("deep_dive"), "deep dive"), "Questions gone into, with options and a decision."),
        Field("scenarios", ListOf(Of("scenario")), "What-ifs for the whole design.", "- {kill: [feeds]}"),
        Field("variants", MapOf(Of("variant"), "variant"), "Other designs, each as its difference to this one."),
        Field("views", MapOf(Of("view"), "view"), "Pictures to draw beside the usual ones."),
        Field("checks", Of("checks"), "Which rules count how much, and what is accepted with a reason."),
        Field("extends", v.TEXT, "A spec that this one is written as a difference to.", "base.yaml"),
        Field("include", ListOf(v.TEXT), "Files whose keys belong to this spec.", "[entities.yaml]"),
    ),
)  # fmt: skip

_SESSION = Shape(
    "session",
    "a session",
    "The interview a design is made in.",
    (
        Field("length", v.DURATION, "How long it lasts.", "45 min"),
        Field("plan", MapOf(v.DURATION), "The time meant for each stage.", "{requirements: 5 min, api: 5 min}"),
        Field("spent", MapOf(v.DURATION), "The time each stage took.", "{requirements: 7 min}"),
        Field("stage", v.TEXT, "The stage reached.", "api"),
    ),
    short="length",
    terse="session: 45 min",
    long="session:\n  length: 45 min",
)

_ACTOR = Shape(
    "actor",
    "an actor",
    "Someone or something that uses the system.",
    (
        Field("description", v.TEXT, "Who that is.", "A person with an account"),
        Field("name", v.TEXT, "What people read in place of the id.", "Registered user"),
        Field("via", ListOf(ref("component")), "The clients through which they reach the system.", "[web, app]"),
        Field("is", ref("actor"), "The actor or entity that this one is a kind of.", "User"),
        Field("auth", v.TEXT, "How they prove who they are.", "oauth"),
    ),
    short="description",
    terse="actors:\n  User: A person with an account",
    long="actors:\n  User:\n    description: A person with an account",
)

_FACT = Shape(
    "fact",
    "a fact",
    "A number from elsewhere, with where it is from.",
    (
        Field("value", v.EXPRESSION, "The number with its unit.", "1.5 GB"),
        Field("source", v.TEXT, "Where the number is from.", "measured in production"),
        Field("year", v.INTEGER, "When it held.", "2025"),
    ),
    short="value",
    terse="facts:\n  movie_2h: 1.5 GB",
    long="facts:\n  movie_2h:\n    value: 1.5 GB",
)

_CONVENTIONS = Shape(
    "conventions",
    "conventions",
    "How the arithmetic counts.",
    (
        Field("day", v.DURATION, "A day, for rates per day.", "86400 s"),
        Field("month", v.DURATION, "A month; 30 days if nothing is said.", "30 days"),
        Field("year", v.DURATION, "A year; 365 days if nothing is said.", "365 days"),
        Field("bytes_per_char", v.RATIO, "Bytes in a character; 1 if nothing is said.", "1"),
        Field("utilisation", v.SHARE, "The share of its capacity that an instance should run at.", "70%"),
        Field("peak_duration", v.DURATION, "How long the peak lasts.", "10 min"),
        Field("off_peak", v.RATIO, "The load outside the peak, as a share of the average.", "50%"),
        Field("horizon", v.DURATION, "How far ahead storage is planned.", "5 years"),
        Field("rtt", v.DURATION, "The round trip between regions.", "100 ms"),
    ),
)

_ENVIRONMENT = Shape(
    "environment",
    "an environment",
    "What the clients run on.",
    (
        Field("text", v.TEXT, "The constraints in words.", "mobile 3G 1 Mbps, 4 GB RAM"),
        Field("network", v.TEXT, "The network clients are on.", "3G"),
        Field("bandwidth", v.RATE, "What the link carries.", "1 Mbps"),
        Field("rtt", v.DURATION, "The round trip from a client to the system.", "80 ms"),
        Field("memory", v.SIZE, "The memory of a client.", "4 GB"),
        Field("device", v.TEXT, "What the clients are.", "Raspberry Pi"),
    ),
    short="text",
    terse="environment: mobile 3G 1 Mbps, 4 GB RAM",
    long="environment:\n  text: mobile 3G 1 Mbps, 4 GB RAM",
)

_VIEW = Shape(
    "view",
    "a view",
    "A picture to draw beside the usual ones.",
    (
        Field("title", v.TEXT, "The heading of the picture.", "The hot path"),
        Field("description", v.TEXT, "What the picture is for.", "What a read costs"),
        Field(
            "of",
            v.TEXT,
            "What is drawn: `all`, `context`, `data-flow`, `sequence`, `entities`, `groups`, `deployment`, or a group, "
            "flow or component.",
            "all",
        ),
        Field("flows", ListOf(ref("flow")), "Only these flows, and what they touch.", "[feed]"),
        Field("components", ListOf(ref("component")), "Only these components.", "[api, feeds]"),
        Field("groups", ListOf(ref("group")), "Only what is in these groups.", "[core]"),
        Field("focus", ListOf(v.TEXT), "These components, or groups, and their neighbours.", "[api]"),
        Field("include", ListOf(v.TEXT), "Components, or groups, that are shown too.", "[stripe]"),
        Field("without", ListOf(v.TEXT), "Components, or groups, to leave out.", "[monitoring]"),
        Field("exclude", ListOf(v.TEXT), "The same.", "[monitoring]", "without"),
        Field("collapse", ListOf(ref("group")), "Groups to draw as one card each.", "[payments]"),
        Field("each", EACH, "What there is a picture of each for, in place of one of all.", "groups"),
        Field("show", ListOf(SHOWN), "What else stands on the picture: latency, load, availability, class.", "[class]"),
        Field("layout", LAYOUT, "Which way the picture runs.", "left-to-right"),
        Field("theme", v.TEXT, "The theme it is drawn in.", "dark"),
        Field("variant", ref("variant"), "The variant it is drawn of.", "fanout-on-read"),
    ),
    short="of",
    listed="components",
)

_CHECKS = Shape(
    "checks",
    "checks",
    "How the rules are applied to this spec.",
    (
        Field("levels", MapOf(Either((LEVEL, MapOf(LEVEL)))),
              "How much a rule or family counts: everywhere, or by the paths of elements.",
              "{no-version: off, no-auth: {api.GET /v1/feed: info}}"),
        Field("ignore", ListOf(Of("ignore")), "Findings accepted, each with its reason."),
        Field("limits", MapOf(v.TEXT), "Limits of rules that count.", "{requirements: 7}"),
        Field("select", ListOf(v.TEXT), "Only these rules or families.", "[flows]"),
        Field("stage", v.TEXT, "The stage up to which things are due.", "api"),
    ),
)  # fmt: skip

_IGNORE = Shape(
    "ignore",
    "an accepted finding",
    "A rule that does not apply at one place, and why.",
    (
        Field("rule", v.TEXT, "The rule or family.", "unbounded-response"),
        Field("at", v.TEXT, "Where: a path of keys with dots between them.", "api.GET /v1/feed"),
        Field("because", v.TEXT, "The reason, which must be given.", "paged with a cursor"),
    ),
)

SHAPES = (_ROOT, _SESSION, _ACTOR, _FACT, _CONVENTIONS, _ENVIRONMENT, _VIEW, _CHECKS, _IGNORE)
