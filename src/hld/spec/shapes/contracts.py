"""What is kept and what is said: entities, fields, operations, messages, authentication."""

from __future__ import annotations

from hld.spec import values as v
from hld.spec.shape import Field, Shape
from hld.spec.values import Either, ListOf, MapOf, Of, enum, ref

CLASS = enum("data class", "`pii`, `pci`, `phi`, `secret` or `public`", "pii pci phi secret public", personal="pii")
AUDIENCE = enum("audience", "`public`, `partner` or `internal`", "public partner internal", private="internal")
STYLE = enum(
    "style", "how an operation is spoken to", "rest rpc query mutation subscription ws sse poll webhook push",
    grpc="rpc", http="rest", websocket="ws", polling="poll",
)  # fmt: skip
DELIVERY = enum(
    "delivery", "`at-most-once`, `at-least-once` or `exactly-once`", "at-most-once at-least-once exactly-once"
)
LINKS = Either((MapOf(v.TEXT), ListOf(v.TEXT)))
FIELDS = MapOf(Of("field"), lists=True)

_ENTITY = Shape(
    "entity",
    "an entity",
    "A thing the system keeps or handles. In short it is a map of its fields; in full it has `fields`.",
    (
        Field("fields", FIELDS, "Its fields.", "{id, author: User, text: 280 chars}"),
        Field("is", v.TEXT, "`actor`, or the entity that this one is a kind of.", "actor"),
        Field("name", v.TEXT, "What people read in place of the id.", "Tweet"),
        Field("description", v.TEXT, "What it is.", "A short text by one user"),
        Field("size", v.EXPRESSION, "The size of one; the sum of its fields if nothing is said.", "1 KB"),
        Field("key", ListOf(v.TEXT), "The fields that tell one from another.", "[follower, followee]"),
        Field("retention", v.RETENTION, "How long one is kept.", "2 years"),
        Field("class", CLASS, "How sensitive the whole of it is.", "pii"),
        Field("residency", ListOf(v.TEXT), "The regions it must stay in.", "[eu]"),
        Field("owner", ref("component"), "The service that alone writes it.", "orders"),
        Field("consistency", v.TEXT, "How consistent reads of it must be.", "strong"),
        Field("concurrency", v.TEXT, "What keeps two writers apart: optimistic, a lock.", "optimistic"),
        Field("external", v.BOOLEAN, "Whether another system keeps it.", "true"),
        Field("seeded", v.BOOLEAN, "Whether it is there from the start, written by no flow.", "true"),
        Field("derived", v.BOOLEAN, "Whether it can be made again from other data.", "true"),
        Field("immutable", v.BOOLEAN, "Whether it never changes once written.", "true"),
    ),
    terse="entities:\n  Tweet: {id, author: User, text: 280 chars}",
    long="entities:\n  Tweet:\n    fields: {id: {}, author: {type: User}, text: {type: 280 chars}}",
    line="{field, field: type, …}",
    lists=True,
)

_FIELD = Shape(
    "field",
    "a field",
    "A field of an entity, of a request or of a message.",
    (
        Field("type", v.TYPE, "What it holds; `[]` after it for many.", "string"),
        Field("class", CLASS, "How sensitive it is.", "pii"),
        Field("size", v.SIZE, "How large one is.", "1 MB"),
        Field("many", v.BOOLEAN, "Whether it is a list.", "true"),
        Field("optional", v.BOOLEAN, "Whether it may be missing.", "true"),
        Field("description", v.TEXT, "What it means.", "when the tweet was posted"),
        Field("residency", ListOf(v.TEXT), "The regions it must stay in.", "[eu]"),
        Field("tokenized", v.BOOLEAN, "Whether only a token of it is kept.", "true"),
        Field("fields", FIELDS, "Its own fields, where it is an object.", "{lat: float, lon: float}"),
        Field("extra", v.BOOLEAN, "Whether it is meant to be in no entity.", "true"),
    ),
    short="type",
    line="[class] | type [size] [class] | [type]",
    lists=True,
)

_AUTH = Shape(
    "auth",
    "authentication",
    "How callers prove who they are and what they may do.",
    (
        Field("scheme", v.TEXT, "The scheme: oauth2, api-key, mtls, session, …, or `none`.", "oauth2"),
        Field("identity", v.TEXT, "The entity or actor that a caller is.", "User"),
        Field("scopes", ListOf(v.TEXT), "The scopes a token must carry.", "[tweets.write]"),
        Field("roles", ListOf(v.TEXT), "The roles a caller must have.", "[admin]"),
        Field("provider", v.TEXT, "Who issues the credentials.", "auth0"),
        Field("expires", v.DURATION, "How long a credential holds.", "1 hour"),
    ),
    short="scheme",
    terse="auth: oauth",
    long="auth:\n  scheme: oauth",
)

_API = Shape(
    "api",
    "an API",
    "The operations that the system offers: a block of text, a list of one-line operations, or a map.",
    (Field("import", v.TEXT, "A document that describes them.", "openapi.yaml#/paths"),),
    rest=Of("operation"),
    names="operation",
    line="one operation a line, with its body below it",
    lists=True,
)

_OPERATION = Shape(
    "operation",
    "an operation",
    "Something the system can be asked to do. The key is `METHOD /path`, or a style and a name.",
    (
        Field("style", STYLE, "How it is spoken to; told from the key.", "rest"),
        Field("method", v.TEXT, "The HTTP method; told from the key.", "POST"),
        Field("path", v.TEXT, "The path template or the name; told from the key.", "/v1/tweets/{tweetId}"),
        Field("id", v.IDENTIFIER, "A name that steps can call it by.", "postTweet"),
        Field("summary", v.TEXT, "What it does.", "Post a tweet"),
        Field("description", v.TEXT, "What it does, at length.", "Posts a tweet as the caller"),
        Field("provider", ref("component"), "The component that answers; else where the calls end.", "api"),
        Field("consumers", ListOf(ref("component")), "The only components that may call it.", "[web]"),
        Field("audience", AUDIENCE, "Who it is for.", "public"),
        Field("covers", ListOf(ref("requirement")), "The requirements it serves.", "[post]"),
        Field("body", FIELDS, "The fields of the request.", "{text: string}"),
        Field("query", FIELDS, "The parameters after the question mark.", "{cursor, limit: int}"),
        Field("params", FIELDS, "The parameters in the path.", "{tweetId: id}"),
        Field("headers", FIELDS, "The headers that matter.", "{Idempotency-Key: string}"),
        Field("returns", Of("returns"), "What it answers.", "201 Tweet"),
        Field("receives", Of("returns"), "What clients send over an open channel.", "ChatMessage"),
        Field("errors", ListOf(v.STATUS), "The statuses it may fail with.", "[400, 401, 429]"),
        Field("auth", Of("auth"), "How callers prove who they are; `none` if they need not.", "oauth"),
        Field("scopes", ListOf(v.TEXT), "The scopes a token must carry.", "[tweets.write]"),
        Field("roles", ListOf(v.TEXT), "The roles a caller must have.", "[admin]"),
        Field("idempotency", v.FLAG, "The header or field that makes a repeat harmless.", "Idempotency-Key"),
        Field("idempotent", v.BOOLEAN, "Whether a repeat is harmless.", "true"),
        Field("rate_limit", v.RATE, "How often one caller may call.", "300/user/hour"),
        Field("limits", v.TEXT, "What bounds a query: depth, cost.", "depth 5"),
        Field("every", v.DURATION, "How often a poller asks.", "30s"),
        Field("cache", v.FLAG, "Whether the answer may be kept on the way, or for how long.", "true"),
        Field("timeout", v.DURATION, "How long a caller waits.", "2s"),
        Field("latency", Of("latency"), "How long it takes.", "50ms"),
        Field("size", v.SIZE, "The size of an answer.", "20 KB"),
        Field("connections", v.EXPRESSION, "How many channels stay open at once.", "1M"),
        Field("version", v.TEXT, "The version, where the path does not say.", "2025-01"),
        Field("deprecated", v.FLAG, "Whether it is on its way out, or since when.", "true"),
        Field("p2p", v.BOOLEAN, "Whether clients speak to each other.", "true"),
        Field("tls", v.BOOLEAN, "Whether it is encrypted on the way.", "true"),
        Field("import", v.TEXT, "A document that describes it.", "openapi.yaml#/paths"),
        Field("detail", v.TEXT, "A spec that goes into it.", "search.yaml"),
        Field("links", LINKS, "Where to read more.", "[https://docs/api]"),
    ),
    terse="api:\n  - POST /v1/tweets {text:string} -> 201 Tweet",
    long="api:\n  POST /v1/tweets:\n    body: {text: string}\n    returns: 201 Tweet",
    line="METHOD /path[?query] [{body}] [-> [status] [type]]",
)  # fmt: skip

_RETURNS = Shape(
    "returns",
    "an answer",
    "What an operation answers.",
    (
        Field("status", v.STATUS, "The status.", "201"),
        Field("type", v.TYPE, "An entity, a message or a type.", "Tweet"),
        Field("many", v.BOOLEAN, "Whether it is a list.", "true"),
        Field("body", FIELDS, "The fields, where no entity holds them.", "{name, email}"),
    ),
    line="[status] [type | type[] | {body}]",
    lists=True,
)

_MESSAGE = Shape(
    "message",
    "a message",
    "What travels over a queue, a topic or a stream, or is pushed to a client.",
    (
        Field("channel", ref("component"), "The queue, topic or stream it travels over.", "bus"),
        Field("payload", FIELDS, "Its fields.", "{tweet: Tweet.id, author: User.id}"),
        Field("description", v.TEXT, "What has happened when it is sent.", "a tweet was posted"),
        Field("key", v.TEXT, "The field that decides its partition.", "author"),
        Field("size", v.SIZE, "The size of one.", "100 B"),
        Field("delivery", DELIVERY, "How often it may arrive.", "at-least-once"),
        Field("ordering", v.TEXT, "Within what its order holds.", "per key"),
        Field("retention", v.RETENTION, "How long it is kept.", "7 days"),
        Field("max_age", v.DURATION, "How old it may become unread.", "1 hour"),
        Field("external_consumers", v.FLAG, "Whether other systems read it.", "true"),
        Field("external_producers", v.FLAG, "Whether other systems send it.", "true"),
        Field("class", CLASS, "How sensitive it is.", "pii"),
        Field("schema", v.TEXT, "Where its schema is kept.", "schemas/tweet-posted.avsc"),
        Field("links", LINKS, "Where to read more.", "[https://docs/events]"),
    ),
    short="channel",
    terse="messages:\n  TweetPosted: bus",
    long="messages:\n  TweetPosted:\n    channel: bus",
)

SHAPES = (_ENTITY, _FIELD, _AUTH, _API, _OPERATION, _RETURNS, _MESSAGE)
