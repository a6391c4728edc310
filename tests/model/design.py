"""Small designs to link in tests."""

from hld.model import link
from hld.source import load_text
from hld.spec.read import read

SOCIAL = """\
hld: 1
name: Social
requirements:
  functional:
    post: Users should be able to post
    feed: {text: See the feed, actor: User}
    purge: The system must delete old posts
  nonfunctional:
    latency: feed p99 < 200ms
capacity:
  followers: 200
entities:
  User: {id, name, email: pii}
  Post: {id, author: User, text: 280 chars}
auth: oauth
api:
  - POST /v1/posts {text:string} -> 201 Post
  - GET /v1/posts/{postId} -> Post
  - GET /v1/feed?cursor -> Post[]
  - ws /v1/live -> PostMade
  - rpc Users.Get -> User
components:
  web: client
  lb: load balancer x2
  api: service x3
  users: service
  posts: columnar (cassandra) x30
  feeds: cache (redis) x6 hit=95%
  bus: queue (kafka) x3
  fanout: worker x4
flows:
  post:
    - web -> lb -> api: POST /v1/posts
    - api -> posts: write Post
    - api ~> bus ~> fanout: PostMade
    - fanout -> feeds: write Post x followers
    - fanout ~> web: PostMade
  feed:
    - web -> lb -> api: GET /v1/feed
    - api -> feeds: read Post
    - api -> posts: read Post if miss feeds
    - api -> users: rpc Users.Get
    - api --> web: 200 Post[]
"""


def linked(text, variant=""):
    """The model of a spec in this text."""
    return link(read(load_text(text, "design.yaml")))


def social(*changes):
    """The model of the design above with each pair of `changes`, old text and new, applied once."""
    text = SOCIAL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return linked(text)


def step(model, flow, number):
    """The step of this number in a flow."""
    return next(each for each in model.flows[flow].steps if each.number == str(number))


def said(model, rule=None):
    """What was found: rule, the text at the place, and hint; only that of one rule if one is given."""
    lines = model.spec.source.lines
    return [
        (each.rule, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1], each.hint)
        for each in model.findings
        if rule is None or each.rule == rule
    ]
