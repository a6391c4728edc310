"""The published estimates of well-known designs, each in the notation of its author, with what was published."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["CARDS", "NOT_REPRODUCED", "Card"]


class Card(NamedTuple):
    """A published design: its title, its conventions and estimates, and which of these is which figure.

    `why` says of a figure that comes out otherwise what its author did.
    """

    title: str
    spec: str
    figures: dict[str, str]
    why: Mapping[str, str] = MappingProxyType({})


_ROUNDED = "the author rounds up on the way"
_PRIMER_MONTH = "conventions: {month: 2.5M s}"
_ROUND_DAY = "conventions: {day: 100000 s}"

CARDS = {
    "bn-ad-click": Card(
        "Aggregating clicks on ads",
        f"""
{_ROUND_DAY}
capacity:
  clicks:  {{value: 1B clicks/day, expect: 10k clicks/s}}
  peak:    5x
  highest: {{value: = clicks * peak, expect: 50k clicks/s}}
  click:   0.1 KB/click
  daily:   {{value: = clicks * click, expect: 100 GB/day}}
  monthly: {{value: = clicks * click * 30 days, expect: 3 TB}}
""",
        {
            "clicks": "clicks per second",
            "highest": "peak",
            "daily": "storage per day",
            "monthly": "storage per month",
        },
    ),
    "bn-autocomplete": Card(
        "Autocomplete",
        """
capacity:
  dau:      10M users
  searches: {value: = dau * 10 searches/user/day, expect: 1200 searches/s}
  requests: {value: = searches * 20 requests/search, expect: 24k requests/s}
  peak:     2x
  highest:  {value: = requests * peak, expect: 48k requests/s}
  new_data: {value: = searches * 20% * 20 B/search, expect: 400 MB/day}
""",
        {
            "searches": "searches per second",
            "requests": "query requests per second",
            "highest": "peak",
            "new_data": "new data per day",
        },
        {"searches": "1,157/s, rounded up", "requests": _ROUNDED, "highest": _ROUNDED},
    ),
    "bn-hotel": Card(
        "Hotel reservations",
        f"""
{_ROUND_DAY}
capacity:
  rooms:    1M rooms
  daily:    {{value: = rooms * 70% / 3 days, expect: 240k rooms/day}}
  reserved: {{value: = rooms * 70% / 3 days, expect: 3 rooms/s}}
  booking:  {{value: = reserved / 10%, expect: 30 rooms/s}}
  looking:  {{value: = booking / 10%, expect: 300 rooms/s}}
  hotels:   5000 hotels
  types:    20 types/hotel
  rows:     {{value: = hotels * types * 2 * 365, expect: 73M types}}
  shard:    {{value: = 30k requests/s / 16, expect: 1875 requests/s}}
""",
        {
            "daily": "reservations per day",
            "reserved": "reservations per second",
            "booking": "reservation page views per second",
            "looking": "room page views per second",
            "rows": "inventory rows",
            "shard": "QPS per shard",
        },
        {
            "daily": "233,333 a day, rounded up",
            "reserved": "240,000 / 100,000 s is 2.4, taken for 3",
            "booking": "follows from the 3 a second",
            "looking": "follows from the 3 a second",
        },
    ),
    "bn-metrics-monitoring": Card(
        "Metrics and alerts",
        """
capacity:
  pools:    1000 pools
  machines: 100 machines/pool
  each:     100 metrics/machine
  metrics:  {value: = pools * machines * each, expect: 10M metrics}
""",
        {"metrics": "metrics"},
    ),
    "bn-payment": Card(
        "Payments",
        f"""
{_ROUND_DAY}
capacity:
  pay: {{value: 1M payments/day, expect: 10 payments/s}}
""",
        {"pay": "transactions per second"},
    ),
    "bn-proximity": Card(
        "What is near",
        f"""
{_ROUND_DAY}
capacity:
  dau:    100M users
  search: {{value: = dau * 5 searches/user/day, expect: 5000 searches/s}}
""",
        {"search": "search QPS"},
    ),
    "bn-url-shortener": Card(
        "Short links",
        """
capacity:
  shorten: {value: 100M links/day, expect: 1200 links/s}
  follow:  {value: = shorten * 10, expect: 12k links/s}
  records: {value: = shorten * 365 days * 10, expect: 365B links}
  storage: {value: = records * 100 B/link, expect: 36.5 TB}
""",
        {
            "shorten": "writes per second",
            "follow": "reads per second",
            "records": "records in 10 years",
            "storage": "storage in 10 years",
        },
        {"shorten": "1,157/s, rounded up", "follow": _ROUNDED},
    ),
    "bn-web-crawler": Card(
        "Web crawler",
        """
capacity:
  crawl:   {value: 1B pages/month, expect: 400 pages/s}
  peak:    2x
  highest: {value: = crawl * peak, expect: 800 pages/s}
  monthly: {value: = crawl * 500 KB/page, expect: 500 TB/month}
  kept:    {value: = monthly * 12 months * 5, expect: 30 PB}
""",
        {
            "crawl": "pages per second",
            "highest": "peak",
            "monthly": "storage per month",
            "kept": "storage in 5 years",
        },
        {"crawl": "386/s, rounded up", "highest": _ROUNDED},
    ),
    "bn-youtube": Card(
        "Video",
        """
capacity:
  dau:    5M users
  videos: 5 videos/user/day
  size:   300 MB/video
  upload: {value: = dau * 10% * 1 video/user/day * size, expect: 150 TB/day}
  fee:    $0.02/GB
  bill:   {value: = dau * videos * size * fee, expect: $150k/day}
""",
        {"upload": "storage per day", "bill": "CDN cost per day"},
    ),
    "dm-pastebin": Card(
        "Pastes",
        f"""
{_PRIMER_MONTH}
capacity:
  paste:   {{value: = 1 KB + 7 bytes + 4 bytes + 5 bytes + 255 bytes, expect: 1.27 KB}}
  write:   {{value: 10M pastes/month, expect: 4 pastes/s}}
  read:    {{value: 100M pastes/month, expect: 40 pastes/s}}
  monthly: {{value: = write * 1.27 KB/paste, expect: 12.7 GB/month}}
  kept:    {{value: = monthly * 36 months, expect: 450 GB}}
  links:   {{value: = write * 36 months, expect: 360M pastes}}
  keys:    {{value: = 62 * 62 * 62 * 62 * 62 * 62 * 62, expect: 3521614606208}}
""",
        {
            "paste": "bytes per paste",
            "monthly": "new content per month",
            "kept": "new content in 3 years",
            "links": "shortlinks in 3 years",
            "write": "writes per second",
            "read": "reads per second",
            "keys": "id space",
        },
        {"paste": "1,271 B, rounded", "kept": "457 GB, rounded down"},
    ),
    "dm-query-cache": Card(
        "Cache of queries",
        f"""
{_PRIMER_MONTH}
capacity:
  entry:   {{value: = 50 bytes + 20 bytes + 200 bytes, expect: 270 B}}
  search:  {{value: 10B requests/month, expect: 4000 requests/s}}
  monthly: {{value: = search * entry, expect: 2.7 TB/month}}
""",
        {"entry": "bytes per entry", "monthly": "cache data per month", "search": "requests per second"},
    ),
    "dm-sales-rank": Card(
        "Ranks of sales",
        f"""
{_PRIMER_MONTH}
capacity:
  sale:    {{value: = 5 bytes + 8 bytes + 4 bytes + 8 bytes + 8 bytes + 4 bytes + 5 bytes, expect: 40 B}}
  sell:    {{value: 1B sales/month, expect: 400 sales/s}}
  read:    {{value: 100B reads/month, expect: 40k reads/s}}
  monthly: {{value: = sell * 40 B/sale, expect: 40 GB/month}}
  kept:    {{value: = monthly * 36 months, expect: 1.44 TB}}
""",
        {
            "sale": "bytes per transaction",
            "monthly": "new content per month",
            "kept": "new content in 3 years",
            "sell": "transactions per second",
            "read": "reads per second",
        },
        {"sale": "42 B, rounded down, and reckoned on with 40"},
    ),
    "dm-social-graph": Card(
        "Friends of friends",
        f"""
{_PRIMER_MONTH}
capacity:
  users:   100M users
  friends: {{value: = users * 50 friends/user, expect: 5B friends}}
  search:  {{value: 1B searches/month, expect: 400 searches/s}}
""",
        {"friends": "friend relationships", "search": "searches per second"},
    ),
    "dm-twitter": Card(
        "Timeline and search",
        f"""
{_PRIMER_MONTH}
capacity:
  tweet:     {{value: = 8 bytes + 32 bytes + 140 bytes + 10 KB, expect: 10 KB}}
  post:      {{value: 15B tweets/month, expect: 6000 tweets/s}}
  read:      {{value: 250B reads/month, expect: 100k reads/s}}
  search:    {{value: 10B searches/month, expect: 4000 searches/s}}
  monthly:   {{value: = post * 10 KB/tweet, expect: 150 TB/month}}
  kept:      {{value: = monthly * 36 months, expect: 5.4 PB}}
  delivered: {{value: = post * 10 deliveries/tweet, expect: 60k deliveries/s}}
  in_month:  {{value: = delivered, expect: 150B deliveries/month}}
  in_day:    {{value: = 500M tweets/day * 10 deliveries/tweet, expect: 5B deliveries/day}}
""",
        {
            "tweet": "bytes per tweet",
            "monthly": "new tweet content per month",
            "kept": "new tweet content in 3 years",
            "read": "read requests per second",
            "post": "tweets per second",
            "in_day": "fanout deliveries per day",
            "in_month": "fanout deliveries per month",
            "delivered": "fanout deliveries per second",
            "search": "search requests per second",
        },
        {"tweet": "10,180 B, rounded, and reckoned on with 10 KB"},
    ),
    "dm-web-crawler": Card(
        "Crawler and search",
        f"""
{_PRIMER_MONTH}
capacity:
  links:   1B links
  weekly:  {{value: = links * 4 pages/link/month, expect: 4B pages/month}}
  crawl:   {{value: 4B pages/month, expect: 1600 pages/s}}
  search:  {{value: 100B searches/month, expect: 40k searches/s}}
  monthly: {{value: = crawl * 500 KB/page, expect: 2 PB/month}}
  kept:    {{value: = monthly * 36 months, expect: 72 PB}}
""",
        {
            "monthly": "stored content per month",
            "kept": "stored content in 3 years",
            "crawl": "writes per second",
            "search": "searches per second",
            "weekly": "links per month from weekly refresh",
        },
    ),
}

#: What no estimate comes to, and why.
NOT_REPRODUCED = {
    (
        "bn-url-shortener",
        "code length",
    ): "a formula has no logarithm; 62^7 is 3.5T and 62^6 is 57B, so 365B links take 7",
    (
        "dm-twitter",
        "tweets per second from the daily figure",
    ): "nothing is published; with days of 86,400 s it is 5,787/s",
}
