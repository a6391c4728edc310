"""A design with all its numbers stated, of which no rule on numbers has anything to say, for tests that edit it."""

__all__ = ["PHOTOS"]

PHOTOS = """
requirements:
  functional:
    upload: User should be able to upload photos
    show: User should be able to see photos
    label: The system must label photos
  nonfunctional:
    latency: [show p99 < 200ms, label p95 < 30s]
    availability: {target: 99.9%, scope: [show]}
    scalability: 10M DAU
    cost: {target: < $60k/month}
auth: oauth
capacity:
  crux: labels take long
  dau: 10M users
  mau: 30M users
  upload: 1 photos/user/day
  show: 20 requests/user/day
  peak: 3x
  photo: 1 MB/photo
  new_data: {value: = dau * upload * photo, expect: 10 TB/day}
entities:
  Photo: {fields: {id: id, taken_at: time}, size: 1 KB, retention: 3 years}
  Label: {fields: {id: id, photo: Photo, text: string}, size: 100 B, retention: 3 years}
api:
  POST /v1/photos: {body: {taken_at: time}, returns: 202 Photo}
  GET /v1/photos/{photoId}: {returns: Photo}
messages:
  PhotoTaken: {channel: taken, payload: {photo: Photo.id}, size: 2 KB}
components:
  web: web client
  lb: {kind: load balancer, replicas: 3, capacity: 100k/s, latency: {p99: 1ms}, availability: 99.99%, price: $100/month}
  api: {kind: service, replicas: 12, capacity: 2k/s, latency: {p99: 20ms},
    availability: 99.95%, price: $200/month}
  hot: {kind: cache, replicas: 3, capacity: 50k/s, latency: {p99: 1ms}, of: photos, hit: 80%, ttl: 1 day,
    price: $300/month, availability: 99.9%}
  photos: {kind: sql, replicas: 3, capacity: {rate: 10k/s, storage: 10 TB}, latency: {p99: 10ms},
    availability: 99.99%, price: $1000/month}
  taken: {kind: queue, replicas: 3, capacity: 10k/s, latency: {p99: 5ms}, max_age: 1 day, dlq: true,
    max_message: 256 KB, availability: 99.95%, price: $200/month}
  worker: {kind: worker, replicas: 1000, latency: {p99: 2s}, idempotent: true, availability: 99.9%, price: $20/month}
flows:
  upload:
    - web -> lb -> api: POST /v1/photos
    - api -> photos: write Photo
    - api ~> taken: PhotoTaken
  show:
    - web -> lb -> api: GET /v1/photos/{photoId}
    - api -> hot: read Photo
    - api -> photos: read Photo if miss hot
  label:
    - taken ~> worker: PhotoTaken
    - worker -> photos: write Label
deep_dives:
  labels:
    addresses: [crux]
    question: What if labels take long?
    options:
      - {name: a queue, pros: [nothing waits], cons: [labels come late]}
      - {name: at once, pros: [simple], cons: [slow]}
    decision: a queue
    because: a photo may wait for its labels
"""
