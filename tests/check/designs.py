"""A design of which no rule on security or resilience has anything to say, for tests that change a line of it."""

__all__ = ["SHOP"]

SHOP = """
requirements:
  functional:
    order: Customer should be able to order
auth: {scheme: oauth, identity: Customer}
entities:
  Customer: {fields: {id: id, email: pii}, residency: [eu], retention: 2 years}
  Order: {fields: {id: id, customer: Customer, total: int}, retention: 10 years}
  Receipt: {fields: {id: id, order: Order}, retention: 10 years}
api:
  POST /v1/customers: {body: {email: pii}, returns: 201, tls: true}
  GET /v1/customers/{customerId}: {returns: {body: {id: id, email: pii}}, tls: true}
  POST /v1/orders: {body: {total: int}, returns: 201 Order, idempotency: Idempotency-Key}
  GET /v1/orders/{orderId}: {returns: Order}
  DELETE /v1/orders/{orderId}: {returns: 204}
  POST /v1/reindex: {audience: internal, returns: 204}
  rpc Pay.Charge: {body: {total: int}, idempotent: true}
messages:
  OrderPlaced: {channel: placed, payload: {order: Order.id}}
components:
  web: web client
  orders: {kind: service, replicas: 3, timeout: 3s, tls: true}
  pay: {kind: service, replicas: 3, timeout: 1s, tls: true}
  psp: {kind: external, breaker: true, fallback: the order waits, purpose: to be paid}
  db: {kind: sql, replicas: 2, region: eu-west-1, encryption: {at_rest: true, in_transit: true}, tls: true, SAFE}
  placed: {kind: queue, tech: sqs, dlq: true, max_length: 100k}
  mailer: {kind: worker, replicas: 2, idempotent: true, max_attempts: 5, timeout: 1s, tls: true}
  clock: {kind: scheduler, replicas: 2, leader: true}
  tidy: {kind: worker, replicas: 2, idempotent: true, timeout: 10s}
flows:
  join:
    - web -> orders: POST /v1/customers
    - orders -> db: write Customer
  who:
    - web -> orders: GET /v1/customers/{customerId}
    - orders -> db: read Customer
  order:
    - web -> orders: POST /v1/orders [timeout=10s]
    - orders -> pay: rpc Pay.Charge [retries=1, backoff=exponential, jitter=true]
    - pay -> psp: charge the card
    - orders -> db: write Order
    - orders ~> placed ~> mailer: OrderPlaced
    - mailer -> db: write Receipt
  look:
    - web -> orders: GET /v1/orders/{orderId}
    - orders -> db: read Order, Receipt
  cancel:
    - web -> orders: DELETE /v1/orders/{orderId}
    - orders -> db: delete Order
  index:
    - clock -> tidy: every night
    - tidy -> orders: POST /v1/reindex
    - orders -> db: read Order
""".replace("SAFE", "failover: automatic, backup: daily")
