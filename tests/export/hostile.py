"""A design without a mistake whose words mean something to every other language there is."""

NASTY = (
    r"""end "quoted" 'single' [a](b) {c} <b>d</b> &amp; # 1; | pipe `tick` \N \ $x ${y} %% // ** _u_ -- "" ]] }} */ é"""
    " 名 😀"
)
LONG = "a very long name " * 20


def quoted(words):
    return "'" + words.replace("'", "''") + "'"


HOSTILE = f"""\
hld: 1
name: {quoted(NASTY)}
description: {quoted(NASTY)}
requirements:
  functional: {{buy: User should be able to buy things}}
  nonfunctional: {{latency: buy p99 < 200ms, availability: 99.9% over consistency, durability: no loss of Order}}
entities:
  Order:
    name: {quoted(NASTY)}
    description: {quoted(NASTY)}
    fields: {{id: id, end: 280 chars, class: string, of: Order, all: "Order[]", 名: string}}
  End: {{id: id, order: Order}}
auth: oauth
api:
  - POST /v1/orders/{{end}} {{end, class}} -> 201 Order
  - GET /v1/orders -> Order[]
components:
  end: {{kind: client, name: {quoted(NASTY)}, links: {{doc: 'https://example.org/a"b;c#d|e'}}}}
  class: {{kind: load balancer, name: {quoted(NASTY)}}}
  graph: {{kind: service, name: {quoted(LONG)}, description: {quoted(NASTY)}}}
  名前: {{kind: sql, name: {quoted('"')}}}
  Graph-1: {{kind: queue, name: "<x>"}}
  default: {{kind: worker, name: "#"}}
  subgraph: {{kind: external, name: "-- end"}}
  style: {{kind: cache, name: "1. first"}}
groups:
  end: {{name: {quoted(NASTY)}, kind: region, contains: [graph, 名前, class]}}
  inner: {{name: {quoted(NASTY)}, kind: zone, contains: [graph]}}
flows:
  end:
    title: {quoted(NASTY)}
    steps:
      - end -> class -> graph: POST /v1/orders/{{end}}
      - {{from: graph, to: 名前, op: write, entity: Order, title: {quoted(NASTY)}}}
      - graph ~> Graph-1 ~> default: Placed
      - alt:
          {quoted(NASTY)}:
            - {{at: default, title: {quoted(NASTY)}}}
          else:
            - default -> 名前: write End
      - graph --> end: 201 Order
  class:
    - end -> class -> graph: GET /v1/orders
    - graph -> style: read Order
    - graph -> 名前: read Order if miss style
    - graph -> subgraph: '; end'
"""
