"""What the system is made of: components with all that can be said of them, groups, relationships."""

from __future__ import annotations

from hld.spec import values as v
from hld.spec.shape import Field, Shape
from hld.spec.shapes.contracts import DELIVERY, LINKS
from hld.spec.values import Either, ListOf, MapOf, Of, enum, ref

GROUP_KIND = enum(
    "group kind",
    "`region`, `zone`, `network`, `trust` or `team`",
    "region zone trust team network",
    vpc="network",
    subnet="network",
    cluster="network",
    az="zone",
    availability_zone="zone",
    datacenter="zone",
    account="trust",
)
ON_FAILURE = enum(
    "answer to failure", "`fail`, `fallback`, `degrade` or `queue`", "fail fallback degrade queue", error="fail"
)
BACKOFF = enum("backoff", "`none`, `fixed`, `linear` or `exponential`", "none fixed linear exponential")
STANDBY = enum("standby", "`none`, `cold`, `warm` or `hot`", "none cold warm hot")
STATE = enum("state", "`none`, `local` or `external`", "none local external", stateless="none")
MODE = enum(
    "relationship mode", "`replicate`, `cdc`, `backup`, `depends`, `runs-on`, `sync-job` or `dead-letter`",
    "replicate cdc backup depends runs-on sync-job dead-letter",
    replication="replicate", depends_on="depends", sync="sync-job", dlq="dead-letter",
)  # fmt: skip

LANE = enum("lane", "`clients`, `edge`, `services`, `async` or `data`", "clients edge services async data")

_IS = (
    Field("kind", v.KIND, "What kind of thing it is; else inferred from `tech` or the id.", "load balancer"),
    Field("tech", v.TEXT, "The product or technology.", "cassandra"),
    Field("name", v.TEXT, "What people read in place of the id.", "Home feeds"),
    Field("role", v.TEXT, "What it is there for.", "system of record for tweets"),
    Field("description", v.TEXT, "What it is, at length.", "Keeps every tweet ever posted"),
    Field("owner", v.TEXT, "The team, or for a store the service, that answers for it.", "feeds-team"),
    Field("group", ref("group"), "The group it is in.", "core"),
    Field("icon", v.TEXT, "An icon in place of that of its kind or product: a class path below `diagrams`, or a PNG "
          "or SVG file beside the spec.", "onprem.database.Cassandra"),
    Field("lane", LANE, "The lane it is drawn in, where that of its kind is not right.", "services"),
    Field("rank", v.INTEGER, "The column of its lane that it stands in, 1 the leftmost.", "2"),
    Field("order", v.INTEGER, "Where it stands among the others of its column that say so, the lowest on top.", "1"),
    Field("accent", v.TEXT, "A word that marks it in the pictures, with a colour of its own.", "hot path"),
    Field("links", LINKS, "Where to read more.", "{runbook: https://wiki/feeds}"),
    Field("components", MapOf(Of("component"), "component", lists=True), "What it is made of.", "{index: search}"),
    Field("detail", v.TEXT, "A spec that goes into it.", "search.yaml"),
    Field("import", v.TEXT, "A document that describes it.", "openapi.yaml"),
    Field("external", v.BOOLEAN, "Whether another system runs or fills it.", "true"),
    Field("managed", v.BOOLEAN, "Whether a provider keeps it running.", "true"),
    Field("auth", Of("auth"), "How it checks callers; `none` if it does not.", "oauth"),
    Field("protocol", v.TEXT, "What it speaks.", "grpc"),
)  # fmt: skip

_SCALE = (
    Field("replicas", v.INTEGER, "How many instances there are, over all zones.", "3"),
    Field("autoscale", v.RANGE, "The fewest and the most instances.", "20..60"),
    Field("zones", Either((v.INTEGER, ListOf(v.TEXT))), "How many zones the instances are spread over, or which.", "3"),
    Field("region", v.TEXT, "The region it is in.", "eu-west-1"),
    Field("regions", Either((v.TEXT, ListOf(v.TEXT))), "How many regions it is in, or which.", "[eu, us]"),
    Field("capacity", Of("capability"), "What one instance can do.", "5k/s"),
    Field("latency", Of("latency"), "How long it takes to answer.", "20ms"),
    Field("threads", v.INTEGER, "How many requests one instance works on at once.", "200"),
    Field("pool", v.INTEGER, "How many connections one instance opens.", "100"),
    Field("connections", v.COUNT, "How many connections one instance holds.", "100k"),
    Field("nic", v.RATE, "What the network link of one instance carries.", "10 Gbps"),
    Field("utilisation", v.SHARE, "The share of its capacity it should run at.", "70%"),
    Field("contention", v.SHARE, "The share of work that cannot run side by side.", "3%"),
    Field("coherency", v.SHARE, "The cost of keeping instances in step.", "0.01%"),
    Field("load_balancing", v.TEXT, "How callers are spread over instances.", "round robin"),
    Field("sticky", v.BOOLEAN, "Whether a caller stays with its instance.", "true"),
    Field("state", STATE, "Where it keeps what it knows of a caller.", "external"),
    Field("discovery", v.FLAG, "How callers find an instance without a load balancer.", "dns"),
    Field("price", v.MONEY, "What one instance costs.", "$100/month"),
    Field("cost", v.MONEY, "What all of it costs.", "$400/month"),
)

_DATA = (
    Field("stores", MapOf(Of("storage"), "entity", lists=True), "The entities it holds, and how.", "{Tweet: {pk: id}}"),
    Field("replication", Of("replication"), "How many copies it keeps and waits for.", "{factor: 3, write: quorum}"),
    Field("consistency", v.TEXT, "How consistent its reads are.", "eventual"),
    Field("replica_of", ref("component"), "The store that it is a copy of.", "tweets"),
    Field("read_replicas", v.INTEGER, "How many copies serve reads.", "2"),
    Field("primary", v.BOOLEAN, "Whether it is where its data is kept for good.", "true"),
    Field("derived", v.BOOLEAN, "Whether its data can be made again from elsewhere.", "true"),
    Field("seeded", v.BOOLEAN, "Whether its data is there from the start, written by no flow.", "true"),
    Field("shards", v.INTEGER, "How many parts its data is cut into.", "16"),
    Field("shard_by", ListOf(v.TEXT), "The fields that decide the part.", "author"),
    Field("persistence", v.TEXT, "How it survives a restart; `none` if it does not.", "snapshot"),
    Field("in_memory", v.BOOLEAN, "Whether it holds its data in memory only.", "true"),
    Field("backup", v.TEXT, "How often it is backed up.", "daily"),
    Field("retention", v.RETENTION, "How long it keeps data.", "7 days"),
    Field("encryption", Of("encryption"), "Whether data is encrypted where it lies and on its way.", "{at_rest: true}"),
    Field("index_overhead", v.RATIO, "What indexes add to the size of the data.", "30%"),
    Field("hit", v.SHARE, "The share of reads that a cache can answer.", "95%"),
    Field("of", ListOf(ref("component")), "The store that a cache stands before.", "tweets"),
    Field("origin", ref("component"), "Where a CDN fetches what it does not have.", "blobs"),
    Field("ttl", v.DURATION, "How long an entry lives.", "1 day"),
    Field("invalidation", v.TEXT, "What takes a stale entry out of a cache.", "write-through"),
    Field("eviction", v.TEXT, "Which entry goes when a cache is full.", "lru"),
    Field("presigned", v.BOOLEAN, "Whether clients may reach it by signed addresses.", "true"),
    Field("notify", v.FLAG, "Whether a store tells others of changes, or whom.", "true"),
    Field("multi_attach", v.BOOLEAN, "Whether a volume may be attached to several hosts.", "true"),
    Field("cdc", v.FLAG, "Whether its changes can be followed, or by what.", "debezium"),
    Field("outbox", v.BOOLEAN, "Whether messages are written with the data and sent from there.", "true"),
    Field("concurrency", v.TEXT, "What keeps two writers apart, or how many work at once.", "optimistic"),
)

_MESSAGING = (
    Field("partitions", v.INTEGER, "How many parts a stream has.", "120"),
    Field("delivery", DELIVERY, "How often a message may arrive.", "at-least-once"),
    Field("ordering", v.TEXT, "Within what the order of messages holds.", "per key"),
    Field(
        "dlq", v.FLAG, "Whether messages that cannot be worked off are put aside, or the component they go to.", "true"
    ),
    Field("max_attempts", v.INTEGER, "How often a message is tried.", "5"),
    Field("visibility_timeout", v.DURATION, "How long a message is hidden while worked on.", "30s"),
    Field("max_length", v.COUNT, "How many messages it may hold.", "1M"),
    Field("max_age", v.DURATION, "How old a message may become.", "4 days"),
    Field("max_message", v.SIZE, "The largest message it takes.", "1 MB"),
    Field("backpressure", v.FLAG, "What holds producers back when it is full.", "reject"),
    Field("external_consumers", v.FLAG, "Whether other systems read from it.", "true"),
    Field("external_producers", v.FLAG, "Whether other systems write to it.", "true"),
    Field("batch", v.FLAG, "Whether, or how many, items are taken at once.", "100"),
    Field("schedule", v.TEXT, "When a scheduler starts work.", "every 5 minutes"),
)

_TROUBLE = (
    Field("availability", v.SHARE, "The share of time that one instance, or a managed service, is up.", "99.9%"),
    Field("mtbf", v.DURATION, "The time between failures.", "90 days"),
    Field("mttr", v.DURATION, "The time to repair.", "20 min"),
    Field("outages", v.RATE, "How often it fails.", "3/year"),
    Field("failover", v.FLAG, "How a standby takes over: automatic, manual or none.", "automatic"),
    Field("failover_time", v.DURATION, "How long that takes.", "30s"),
    Field("standby", STANDBY, "How ready the standby is.", "hot"),
    Field("recovery", ListOf(v.TEXT), "How it comes back with its data.", "[backup, wal]"),
    Field("health_check", v.FLAG, "How a sick instance is found.", "true"),
    Field("singleton", v.BOOLEAN, "Whether one instance at most may work.", "true"),
    Field("leader", v.FLAG, "How the one that works is elected.", "true"),
    Field("idempotent", v.BOOLEAN, "Whether doing a thing twice is harmless.", "true"),
    Field("dedup", v.FLAG, "How repeats are told.", "message id"),
    Field("timeout", v.DURATION, "How long it waits for others.", "500ms"),
    Field("retries", v.INTEGER, "How often it tries again.", "2"),
    Field("backoff", BACKOFF, "How the waits between tries grow.", "exponential"),
    Field("jitter", v.BOOLEAN, "Whether those waits are shaken.", "true"),
    Field("breaker", v.FLAG, "Whether it stops calling what keeps failing.", "true"),
    Field("on_failure", ON_FAILURE, "What callers do when it is down.", "fallback"),
    Field("fallback", v.TEXT, "What they use in its place.", "an empty feed"),
)

_SAFETY = (
    Field("rate_limit", v.RATE, "How often one caller may call.", "100/user/min"),
    Field("roles", ListOf(v.TEXT), "The roles a caller must have.", "[admin]"),
    Field("tls", v.BOOLEAN, "Whether it speaks encrypted only.", "true"),
    Field("pci", v.BOOLEAN, "Whether it may hold card data.", "true"),
    Field("tokenized", v.BOOLEAN, "Whether it holds tokens in place of sensitive data.", "true"),
    Field("residency", ListOf(v.TEXT), "The regions its data must stay in.", "[eu]"),
    Field("redact", v.FLAG, "Whether, or what, sensitive data is taken out before it arrives.", "true"),
    Field("purpose", v.TEXT, "Why it may receive sensitive data.", "delivery of mail"),
    Field("p2p", v.BOOLEAN, "Whether clients speak to each other.", "true"),
)

_COMPONENT = Shape(
    "component",
    "a component",
    "A box of the architecture. Which keys make sense depends on its kind; all are allowed.",
    (*_IS, *_SCALE, *_DATA, *_MESSAGING, *_TROUBLE, *_SAFETY),
    terse="components:\n  feeds: cache (redis) x60 hit=95%",
    long="components:\n  feeds:\n    kind: cache\n    tech: redis\n    replicas: 60\n    hit: 95%",
    line="[kind] [(product)] [xN] [low..high] [key=value …]",
)

_CAPABILITY = Shape(
    "capability",
    "the capacity of an instance",
    "What one instance can do.",
    (
        Field("rate", v.RATE, "Requests in a time.", "20k/s"),
        Field("read_rate", v.RATE, "Reads in a time, where they differ.", "50k/s"),
        Field("write_rate", v.RATE, "Writes in a time, where they differ.", "10k/s"),
        Field("storage", v.SIZE, "What it can keep.", "2 TB"),
        Field("memory", v.SIZE, "What it can hold in memory.", "64 GB"),
        Field("bandwidth", v.RATE, "What it can move.", "1 Gbps"),
        Field("connections", v.COUNT, "How many connections it can hold.", "100k"),
        Field("partition_rate", v.RATE, "What one partition takes.", "10 MB/s"),
    ),
    short="rate",
    terse="capacity: 5k/s",
    long="capacity:\n  rate: 5k/s",
)

_LATENCY = Shape(
    "latency",
    "a latency",
    "How long something takes; one value alone is the 99th percentile.",
    (
        Field("mean", v.DURATION, "On average.", "4ms"),
        Field("p50", v.DURATION, "For half of the requests.", "3ms"),
        Field("p90", v.DURATION, "For 90 of 100.", "8ms"),
        Field("p95", v.DURATION, "For 95 of 100.", "10ms"),
        Field("p99", v.DURATION, "For 99 of 100.", "20ms"),
        Field("p999", v.DURATION, "For 999 of 1000.", "80ms"),
    ),
    short="p99",
    terse="latency: 20ms",
    long="latency:\n  p99: 20ms",
)

_STORAGE = Shape(
    "storage",
    "how an entity is stored",
    "The key, the indexes and the parts of an entity in a store.",
    (
        Field("pk", ListOf(v.TEXT), "The primary key.", "id"),
        Field("index", ListOf(v.TEXT), "The fields that can be searched by.", "[created_at]"),
        Field("shard_by", ListOf(v.TEXT), "The fields that decide the part.", "author"),
        Field("sort_by", ListOf(v.TEXT), "The fields rows are kept sorted by.", "created_at"),
        Field("size", v.SIZE, "The size of a row.", "300 B"),
        Field("retention", v.RETENTION, "How long a row is kept.", "2 years"),
        Field("concurrency", v.TEXT, "What keeps two writers apart.", "optimistic"),
        Field("derived", v.BOOLEAN, "Whether it can be made again from elsewhere.", "true"),
    ),
    short="pk",
)

_REPLICATION = Shape(
    "replication",
    "replication",
    "How many copies a store keeps, and how many it waits for.",
    (
        Field("factor", v.INTEGER, "How many copies there are.", "3"),
        Field("write", v.TEXT, "How many a write waits for: a number, `one`, `quorum` or `all`.", "quorum"),
        Field("read", v.TEXT, "How many a read asks.", "one"),
        Field("mode", v.TEXT, "`sync` or `async`.", "async"),
        Field("lag", v.DURATION, "How far a copy may be behind.", "1s"),
    ),
    short="factor",
    terse="replication: 3",
    long="replication:\n  factor: 3",
)

_ENCRYPTION = Shape(
    "encryption",
    "encryption",
    "Whether data is encrypted.",
    (
        Field("at_rest", v.BOOLEAN, "Where it lies.", "true"),
        Field("in_transit", v.BOOLEAN, "On its way.", "true"),
        Field("keys", v.TEXT, "Who holds the keys.", "kms"),
    ),
    short="at_rest",
    terse="encryption: true",
    long="encryption:\n  at_rest: true",
)

_GROUP = Shape(
    "group",
    "a group",
    "A boundary around components. Groups may hold groups.",
    (
        Field("kind", GROUP_KIND, "What the boundary is.", "region"),
        Field("name", v.TEXT, "What people read in place of the id.", "EU West"),
        Field("description", v.TEXT, "What is within.", "All that serves European users"),
        Field("contains", ListOf(ref("component")), "The components, or groups, within.", "[lb, api, tweets]"),
        Field("groups", MapOf(Of("group"), "group"), "Groups within.", "{zone-a: {kind: zone, contains: [api]}}"),
        Field("region", v.TEXT, "The region it stands for.", "eu-west-1"),
        Field("availability", v.SHARE, "The share of time that all of it is up.", "99.95%"),
        Field("owner", v.TEXT, "Who answers for it.", "platform"),
    ),
    listed="contains",
    terse="groups:\n  core: [lb, api, tweets]",
    long="groups:\n  core:\n    contains: [lb, api, tweets]",
)

_RELATIONSHIP = Shape(
    "relationship",
    "a relationship",
    "A line that no flow covers.",
    (
        Field("from", ref("component"), "Where it starts.", "tweets"),
        Field("to", ref("component"), "Where it ends.", "archive"),
        Field("mode", MODE, "What it is.", "backup"),
        Field("text", v.TEXT, "More about it.", "every night"),
        Field("lag", v.DURATION, "How far the end may be behind.", "1s"),
        Field("every", v.DURATION, "How often it happens.", "1 day"),
        Field("protocol", v.TEXT, "What it speaks.", "jdbc"),
        Field("tls", v.BOOLEAN, "Whether it is encrypted.", "true"),
    ),
    terse="relationships:\n  - tweets -> archive: backup every night",
    long="relationships:\n  - {from: tweets, to: archive, mode: backup, text: every night}",
    line="id -> id [: mode [text]]",
)

SHAPES = (
    _COMPONENT, _CAPABILITY, _LATENCY, _STORAGE, _REPLICATION, _ENCRYPTION, _GROUP, _RELATIONSHIP,
)  # fmt: skip
