"""The kinds of component: their roles, tiers, titles and the words that name them. Pure data."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from hld.tuples import NamedTuple

__all__ = ["KINDS", "OUTSIDE", "SECTIONS", "Kind", "Role", "Tier", "find_kind", "fold", "kind_named"]


class Role(StrEnum):
    """What a component does with what reaches it; rules speak of roles, never of products."""

    CLIENT = "client"
    FORWARDER = "forwarder"
    COMPUTE = "compute"
    STORE = "store"
    CACHE = "cache"
    BROKER = "broker"
    EXTERNAL = "external"
    MONITOR = "monitor"


#: Those who are not of the system: people's devices and other companies.
OUTSIDE = frozenset((Role.CLIENT, Role.EXTERNAL))


class Tier(StrEnum):
    """The lane a component is drawn in, in the direction of a request."""

    CLIENTS = "clients"
    EDGE = "edge"
    SERVICES = "services"
    ASYNC = "async"
    DATA = "data"


class Kind(NamedTuple):
    """A kind of component: canonical hyphenated `name`, `title` for people, its section key and its aliases.

    `icon` is the default icon, a class path below the package `diagrams`.
    """

    name: str
    title: str
    role: Role
    tier: Tier
    icon: str
    section: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """The title within a sentence: "load balancer", "API gateway", "SQL database"."""
        start = self.title.partition(" ")[0][1:]
        return self.title if start != start.lower() else self.title[0].lower() + self.title[1:]


def _kind(  # noqa: PLR0917
    name: str, title: str, place: tuple[Role, Tier], icon: str, section: str, aliases: str = ""
) -> Kind:
    """A row of the table; `aliases` are separated by commas."""
    words = tuple(alias.strip() for alias in aliases.split(",") if alias.strip())
    return Kind(name, title, *place, icon, section, words)


_CLIENT = (Role.CLIENT, Tier.CLIENTS)
_EDGE = (Role.FORWARDER, Tier.EDGE)
_COMPUTE = (Role.COMPUTE, Tier.SERVICES)
_BACKGROUND = (Role.COMPUTE, Tier.ASYNC)
_BROKER = (Role.BROKER, Tier.ASYNC)
_STORE = (Role.STORE, Tier.DATA)

_ROWS = (
    _kind("client", "Client", _CLIENT, "onprem.client.Users", "clients", "user, users, customer, person, device"),
    _kind("web-client", "Web client", _CLIENT, "onprem.client.Client", "clients",
          "web, browser, web app, website, web ui, ui, frontend, spa, single page app"),
    _kind("mobile-client", "Mobile client", _CLIENT, "aws.general.MobileClient", "clients",
          "mobile, mobile app, phone, phone app, ios, ios app, android, android app, smartphone"),
    _kind("iot-client", "IoT device", _CLIENT, "aws.iot.IotHardwareBoard", "clients",
          "iot, iot device, sensor, embedded device"),
    _kind("cli-client", "Command line", _CLIENT, "onprem.client.Client", "clients",
          "cli, command line, terminal"),
    _kind("desktop-client", "Desktop client", _CLIENT, "onprem.client.Client", "clients",
          "desktop, desktop app, desktop application, native app"),
    _kind("dns", "DNS", _EDGE, "oci.connectivity.DNS", "dns", "nameserver, domain name system"),
    _kind("cdn", "CDN", _EDGE, "oci.connectivity.CDN", "cdns", "content delivery network, edge cache"),
    _kind("waf", "Web application firewall", _EDGE, "oci.security.WAF", "wafs",
          "firewall, web application firewall"),
    _kind("load-balancer", "Load balancer", _EDGE, "oci.network.LoadBalancer", "load_balancers",
          "lb, balancer, l4 load balancer, l7 load balancer, network load balancer, application load balancer"),
    _kind("api-gateway", "API gateway", _EDGE, "oci.devops.APIGateway", "gateways",
          "gateway, gw, api gw, edge gateway, bff"),
    _kind("web-server", "Web server", _EDGE, "oci.compute.BareMetal", "web_servers",
          "reverse proxy, proxy, http server"),
    _kind("service", "Service", _COMPUTE, "oci.compute.Container", "services",
          "api, app, api server, app server, application server, application, backend, server, "
          "microservice, svc, monolith"),
    _kind("worker", "Worker", _BACKGROUND, "oci.database.Dis", "workers",
          "worker pool, workers, job, batch job, consumer, processor, background worker"),
    _kind("function", "Function", _COMPUTE, "oci.compute.Functions", "functions",
          "serverless function, cloud function, faas"),
    _kind("scheduler", "Scheduler", _BACKGROUND, "oci.storage.BackupRestore", "schedulers", "cron, cron job, timer"),
    _kind("cache", "Cache", (Role.CACHE, Tier.DATA), "oci.storage.ElasticPerformance", "caches",
          "in memory cache, memory cache, distributed cache"),
    _kind("queue", "Queue", _BROKER, "oci.monitoring.Queue", "queues",
          "message queue, mq, task queue, job queue, message broker, broker, bus"),
    _kind("topic", "Topic", _BROKER, "oci.monitoring.Events", "topics",
          "pub sub topic, event bus, message bus, publish subscribe"),
    _kind("stream", "Stream", _BROKER, "oci.database.Stream", "streams",
          "event stream, log stream, event log, commit log"),
    _kind("sql", "SQL database", _STORE, "aws.general.GenericDatabase", "databases",
          "db, database, relational, relational database, rdbms, sql database, sql db"),
    _kind("key-value", "Key-value store", _STORE, "oci.network.RouteTable", "databases",
          "kv, kv store, key value store, key value database, nosql"),
    _kind("document", "Document database", _STORE, "oci.governance.Audit", "databases",
          "document store, document db, document database, doc store"),
    _kind("columnar", "Wide-column database", _STORE, "aws.general.GenericDatabase", "databases",
          "wide column, column store, columnar store, columnar database, wide column store, column family"),
    _kind("graph", "Graph database", _STORE, "oci.network.Vcn", "databases",
          "graph db, graph database, graph store"),
    _kind("time-series", "Time-series database", _STORE, "oci.monitoring.Telemetry", "databases",
          "time series db, time series database, time series store, tsdb, metrics store"),
    _kind("vector", "Vector database", _STORE, "oci.database.Science", "databases",
          "vector db, vector database, vector store, vector index, embedding store"),
    _kind("search-index", "Search index", _STORE, "oci.monitoring.Search", "search_indexes",
          "search, search engine, full text search, full text index, inverted index"),
    _kind("warehouse", "Data warehouse", _STORE, "oci.database.BigdataService", "warehouses",
          "data warehouse, dwh, olap, olap store, data lake, analytics store"),
    _kind("object-store", "Object store", _STORE, "oci.storage.ObjectStorage", "object_stores",
          "object storage, blob store, blob storage, blobs, bucket, file store, file storage"),
    _kind("block-store", "Block store", _STORE, "oci.storage.BlockStorage", "block_stores",
          "block storage, disk, volume, block device"),
    _kind("external", "External system", (Role.EXTERNAL, Tier.DATA), "onprem.network.Internet", "externals",
          "external service, external system, external api, third party, third party api, third party service, "
          "partner, provider, saas, payment gateway, payment provider, psp"),
    _kind("monitor", "Monitoring", (Role.MONITOR, Tier.DATA), "oci.monitoring.Telemetry", "monitors",
          "monitoring, observability, metrics, logging, logs, tracing, alerting"),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ROWS}

#: The kind a component has by standing in the section of this key.
SECTIONS: dict[str, Kind] = {}
for _row in _ROWS:
    SECTIONS.setdefault(_row.section, _row)

_SEPARATORS = str.maketrans("", "", " -_")


def fold(words: str) -> str:
    """The form in which names of kinds and products are compared: lower case without blanks, `-` and `_`."""
    return words.lower().translate(_SEPARATORS)


_BY_WORDS: dict[str, Kind] = {fold(words): kind for kind in _ROWS for words in (kind.name, *kind.aliases)}
_LONGEST = 4


def kind_named(words: str) -> Kind | None:
    """The kind of this name or alias, in any case, its words joined by blanks, hyphens or underscores."""
    return _BY_WORDS.get(fold(words))


def find_kind(words: Sequence[str]) -> tuple[Kind, int] | None:
    """The kind that the first words name, and how many of them do: the longest match counts."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        kind = _BY_WORDS.get(fold("".join(words[:count])))
        if kind is not None:
            return kind, count
    return None
