"""A feed like Twitter's, placed by hand: 15 components and 19 lines."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

import diagrams

from hld.layout.text import line as measured
from hld.layout.text import width
from hld.layout.types import (
    Box,
    Drawing,
    PlacedBadge,
    PlacedCard,
    PlacedLane,
    PlacedLegendRow,
    PlacedLine,
    Point,
    TextLine,
)
from hld.view.types import Badge, Card, Graph, Lane, LegendRow, Line

SCALE = 1.12
CARD = (158.0, 52.0)

LANES = {"clients": ("Clients", 35), "edge": ("Edge", 289), "services": ("Services", 542),
         "async": ("Async Pipeline", 795), "data": ("Data Stores", 1048)}  # fmt: skip

CARDS = {
    "clients": ("Clients", "Web + Mobile", "onprem.client.Users", "clients", 50, 646),
    "gateway": ("API Gateway", "Kong", "onprem.network.Kong", "edge", 303, 511),
    "lb": ("Load Balancer", "HAProxy", "onprem.network.HAProxy", "edge", 303, 601),
    "cdn": ("CDN", "CloudFront", "aws.network.CloudFront", "edge", 303, 691),
    "search": ("Search Service", "Java · 12 pods", "programming.language.Java", "services", 556, 332),
    "users": ("User Service", "Java · 20 pods", "programming.language.Java", "services", 556, 422),
    "timeline": ("Timeline Service", "Go · 60 pods", "programming.language.Go", "services", 556, 511),
    "tweets": ("Tweet Service", "Go · 40 pods", "programming.language.Go", "services", 556, 601),
    "events": ("Event Stream", "Kafka · 64 partitions", "onprem.queue.Kafka", "async", 809, 113),
    "fanout": ("Fan-out Workers", "Celery", "onprem.queue.Celery", "async", 809, 203),
    "cache": ("Timeline Cache", "Redis Cluster", "onprem.inmemory.Redis", "data", 1062, 261),
    "index": ("Search Index", "Elasticsearch", "elastic.elasticsearch.Elasticsearch", "data", 1062, 351),
    "user-db": ("User DB", "PostgreSQL", "onprem.database.PostgreSQL", "data", 1062, 440),
    "tweet-store": ("Tweet Store", "Cassandra · RF 3", "onprem.database.Cassandra", "data", 1062, 530),
    "media": ("Media Store", "S3", "aws.storage.S3", "data", 1062, 620),
}

LINES = (
    ("clients", "cdn", "http", "", [(208, 696), (303, 696)], (255, 696), "static + media", "HTTPS"),
    ("clients", "lb", "http", "", [(208, 650), (303, 650)], (255, 650), "API calls", "HTTPS"),
    ("lb", "gateway", "http", "", [(381, 601), (381, 563)], (381, 583), "route", "HTTP/2"),
    ("gateway", "tweets", "rpc", "", [(461, 546), (508, 546), (508, 627), (556, 627)], (508, 587), "POST /tweets",
     "gRPC"),
    ("tweets", "tweet-store", "storage", "", [(714, 606), (1140, 606), (1140, 582)], (958, 606), "write tweet", "CQL"),
    ("tweets", "media", "http", "", [(714, 637), (1062, 637)], (888, 637), "upload media", "HTTPS"),
    ("tweets", "events", "message", "-", [(714, 615), (785, 615), (785, 147), (809, 147)], (785, 410), "TweetCreated",
     "Kafka, async"),
    ("events", "fanout", "message", "-", [(887, 165), (887, 203)], (887, 184), "consume", "Kafka, async"),
    ("fanout", "cache", "cache", "-", [(967, 229), (1114, 229), (1114, 261)], (1020, 229), "push to timelines",
     "RESP, async"),
    ("fanout", "index", "http", "-", [(914, 255), (914, 362), (1062, 362)], (938, 362), "index tweet", "HTTP, async"),
    ("gateway", "timeline", "rpc", "", [(461, 529), (556, 529)], (508, 529), "GET /timeline", "gRPC"),
    ("timeline", "cache", "cache", "", [(714, 521), (737, 521), (737, 287), (1062, 287)], (771, 287), "read timeline",
     "RESP"),
    ("timeline", "tweet-store", "storage", "", [(714, 547), (1062, 547)], (888, 547), "hydrate on miss", "CQL"),
    ("gateway", "users", "rpc", "", [(408, 511), (408, 448), (556, 448)], (450, 448), "auth / profile", "gRPC"),
    ("users", "user-db", "storage", "", [(714, 457), (1062, 457)], (888, 457), "read / write", "SQL"),
    ("gateway", "search", "rpc", "", [(355, 511), (355, 358), (556, 358)], (382, 358), "GET /search", "gRPC"),
    ("search", "index", "http", "", [(714, 373), (1062, 373)], (888, 373), "query", "HTTP"),
    ("cdn", "media", "http", "", [(381, 691), (381, 662), (1062, 662)], (761, 662), "origin pull", "HTTPS"),
    ("fanout", "users", "rpc", "", [(862, 255), (862, 431), (714, 431)], (862, 400), "get followers", "gRPC"),
)  # fmt: skip


def scaled(x: float, y: float) -> Point:
    return Point(round(x * SCALE), round(y * SCALE))


def text(words: str, x: float, y: float, style: str, is_centred: bool = False) -> TextLine:
    return measured(words, Point(x, y), style, is_centred=is_centred)


def pill(words: str, middle: Point, tooltip: str = "") -> PlacedBadge:
    broad = max(18.0, width(words, "badge") + 10)
    box = Box(middle.x - broad / 2, middle.y - 9, broad, 18)
    label = text(words, middle.x, middle.y + 3.6, "badge", is_centred=True)
    return PlacedBadge(Badge(words, "feed", tooltip), box, label)


@cache
def icon(path: str) -> bytes:
    module, name = path.rsplit(".", 1)
    node = getattr(import_module(f"diagrams.{module}"), name)
    return (Path(diagrams.__file__).parent.parent / node._icon_dir / node._icon).read_bytes()


def placed_card(card: Card, x: float, y: float, broad: float = 177, high: float = 58) -> PlacedCard:
    texts = (text(card.title, x + 58, y + 25, "card"), text(card.subtitle, x + 58, y + 43, "detail"))
    return PlacedCard(card, Box(x, y, broad, high), Box(x + 12, y + high / 2 - 18, 36, 36), texts)


def lane(name: str) -> PlacedLane:
    title, x = LANES[name]
    corner = scaled(x, 76)
    box = Box(*corner, round(186 * SCALE), round(681 * SCALE))
    return PlacedLane(Lane(name, title), box, text(title, corner.x + 14, corner.y + 20, "lane"))


def line(index: int, **changes: object) -> PlacedLine:
    source, target, protocol, dashes, points, badge, what, how = LINES[index]
    number = str(index + 1)
    drawn = Line(f"{source}-{target}", source, target, protocol, bool(dashes), tooltip=f"{what} ({how})", **changes)  # type: ignore[arg-type]
    return PlacedLine(drawn, tuple(scaled(*point) for point in points), (pill(number, scaled(*badge), what),))


def legend(index: int, top: float) -> PlacedLegendRow:
    source, target, protocol, dashes, *_, what, how = LINES[index]
    x, y = 32 + (index // 7) * 452, top + (index % 7) * 22
    row = LegendRow(str(index + 1), protocol, CARDS[source][0], CARDS[target][0], what, how, is_dashed=bool(dashes))
    texts = []
    at = x + 26.0
    parts = ((f"{row.source} → {row.target}: ", "legend"), (f"{what} ", "legend-strong"), (f"({how})", "legend-faint"))
    for words, style in parts:
        texts.append(text(words, at, y + 13.2, style))
        at += texts[-1].width
    return PlacedLegendRow(row, Box(x, y, 18, 18), tuple(texts))


def feed(look: str = "lanes") -> Drawing:
    """The whole picture."""
    cards = tuple(
        placed_card(Card(name, title, subtitle, path, tier, "service", f"{title}: {subtitle}"), *scaled(x, y))
        for name, (title, subtitle, path, tier, x, y) in CARDS.items()
    )
    graph = Graph("architecture", "Twitter-like feed — high-level design", "", (), (), (), (), (), "A feed, drawn.")
    return Drawing(
        graph=graph,
        width=1422,
        height=1066,
        texts=(text(graph.title, 32, 43, "title"), text("specs/twitter.yaml", 32, 1050, "footer")),
        lanes=tuple(lane(name) for name in LANES),
        frames=(),
        cards=cards,
        lines=tuple(line(index) for index in range(len(LINES))),
        legend=tuple(legend(index, 880) for index in range(len(LINES))),
        icons={path: icon(path) for path in dict.fromkeys(card[2] for card in CARDS.values())},
        look=look,
    )
