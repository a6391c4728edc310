"""Products and technologies: the words that name them, what kind of component each is, and what it brings along.

A product is what stands in parentheses after a kind, `cache (redis)`, or alone, `postgres x2`. A word that is in no
row is kept as written, and its component gets the icon of its kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from hld.catalog.kinds import KINDS, Kind, fold
from hld.tuples import NamedTuple

__all__ = ["PRODUCTS", "Product", "find_product", "product_named"]


class Product(NamedTuple):
    """A product: its title, the kind a component is by its name alone, its icon (a class path below `diagrams`).

    `traits` are words: managed (run by its vendor), memory (keeps its data in memory), durable (survives a loss of
    power), retention (keeps messages for a stated time by default), partitions (is split in partitions), ordered,
    pushes (reaches clients by itself). `max_message` is the greatest message it takes by default, in bytes, 0 where
    there is no limit or none that matters.
    """

    name: str
    title: str
    kind: Kind
    icon: str
    words: tuple[str, ...]
    traits: frozenset[str] = frozenset()
    max_message: int = 0

    @property
    def is_managed(self) -> bool:
        """Whether its vendor runs it, redundancy included."""
        return "managed" in self.traits

    @property
    def is_in_memory(self) -> bool:
        """Whether it keeps its data in memory, so that a loss of power may lose it."""
        return "memory" in self.traits

    @property
    def is_durable(self) -> bool:
        """Whether what it acknowledged survives a loss of power."""
        return "durable" in self.traits

    @property
    def has_retention(self) -> bool:
        """Whether it keeps messages for a bounded time without being told to."""
        return "retention" in self.traits

    @property
    def has_partitions(self) -> bool:
        """Whether its throughput and order are per partition."""
        return "partitions" in self.traits


_KB = 1024
_MB = 1024 * 1024

# kind, the words that name it (the first is its name), title, icon, traits, greatest message in bytes
_Row = tuple[str, str, str, str] | tuple[str, str, str, str, str] | tuple[str, str, str, str, str, int]
_ROWS: tuple[_Row, ...] = (
    # sql
    ("sql", "postgres, postgresql, pg, psql", "PostgreSQL", "onprem.database.PostgreSQL", "durable"),
    ("sql", "mysql", "MySQL", "onprem.database.MySQL", "durable"),
    ("sql", "mariadb", "MariaDB", "onprem.database.MariaDB", "durable"),
    ("sql", "sql server, mssql, microsoft sql server", "SQL Server", "onprem.database.MSSQL", "durable"),
    ("sql", "oracle, oracle db, oracle database", "Oracle", "onprem.database.Oracle", "durable"),
    ("sql", "sqlite", "SQLite", "generic.database.SQL", "durable"),
    ("sql", "cockroachdb, cockroach, crdb", "CockroachDB", "onprem.database.CockroachDB", "durable partitions"),
    ("sql", "tidb", "TiDB", "generic.database.SQL", "durable partitions"),
    ("sql", "yugabyte, yugabytedb", "YugabyteDB", "generic.database.SQL", "durable partitions"),
    ("sql", "vitess", "Vitess", "onprem.database.MySQL", "durable partitions"),
    ("sql", "planetscale", "PlanetScale", "onprem.database.MySQL", "managed durable partitions"),
    ("sql", "rds, aws rds, amazon rds", "Amazon RDS", "aws.database.RDS", "managed durable"),
    ("sql", "aurora, aws aurora, amazon aurora", "Amazon Aurora", "aws.database.Aurora", "managed durable"),
    ("sql", "cloud sql, gcp cloud sql", "Cloud SQL", "gcp.database.SQL", "managed durable"),
    ("sql", "spanner, cloud spanner, google spanner", "Cloud Spanner", "gcp.database.Spanner",
     "managed durable partitions"),
    ("sql", "azure sql, azure sql database", "Azure SQL", "azure.database.SQLDatabases", "managed durable"),
    ("sql", "supabase", "Supabase", "onprem.database.PostgreSQL", "managed durable"),
    ("sql", "neon", "Neon", "onprem.database.PostgreSQL", "managed durable"),
    ("sql", "alloydb", "AlloyDB", "onprem.database.PostgreSQL", "managed durable"),
    ("sql", "postgis", "PostGIS", "onprem.database.PostgreSQL", "durable"),
    # key-value
    ("key-value", "dynamodb, dynamo, ddb, aws dynamodb, amazon dynamodb", "DynamoDB", "aws.database.Dynamodb",
     "managed durable partitions"),
    ("key-value", "etcd", "etcd", "onprem.network.Etcd", "durable"),
    ("key-value", "zookeeper, zk, apache zookeeper", "ZooKeeper", "onprem.network.Zookeeper", "durable"),
    ("key-value", "consul", "Consul", "onprem.network.Consul", "durable"),
    ("key-value", "riak", "Riak", "oci.network.RouteTable", "durable partitions"),
    ("key-value", "rocksdb", "RocksDB", "oci.network.RouteTable", "durable"),
    ("key-value", "leveldb", "LevelDB", "oci.network.RouteTable", "durable"),
    ("key-value", "foundationdb", "FoundationDB", "oci.network.RouteTable", "durable partitions"),
    ("key-value", "tikv", "TiKV", "oci.network.RouteTable", "durable partitions"),
    ("key-value", "aerospike", "Aerospike", "onprem.inmemory.Aerospike", "durable partitions"),
    ("key-value", "voldemort", "Voldemort", "oci.network.RouteTable", "durable partitions"),
    ("key-value", "azure table, table storage, azure table storage", "Azure Table Storage",
     "azure.storage.TableStorage", "managed durable partitions"),
    ("key-value", "datastore, cloud datastore", "Cloud Datastore", "gcp.database.Datastore",
     "managed durable partitions"),
    # document
    ("document", "mongodb, mongo", "MongoDB", "onprem.database.MongoDB", "durable"),
    ("document", "mongodb atlas, atlas", "MongoDB Atlas", "onprem.database.MongoDB", "managed durable"),
    ("document", "couchbase", "Couchbase", "onprem.database.Couchbase", "durable"),
    ("document", "couchdb", "CouchDB", "onprem.database.CouchDB", "durable"),
    ("document", "firestore, cloud firestore", "Firestore", "gcp.database.Firestore", "managed durable pushes"),
    ("document", "firebase, firebase realtime database, realtime database", "Firebase", "firebase.base.Firebase",
     "managed durable pushes"),
    ("document", "aws documentdb, amazon documentdb", "Amazon DocumentDB", "aws.database.DocumentDB",
     "managed durable"),
    ("document", "cosmosdb, cosmos, azure cosmos db", "Cosmos DB", "azure.database.CosmosDb",
     "managed durable partitions"),
    ("document", "rethinkdb", "RethinkDB", "oci.governance.Audit", "durable"),
    ("document", "ravendb", "RavenDB", "oci.governance.Audit", "durable"),
    # columnar
    ("columnar", "cassandra, apache cassandra", "Cassandra", "onprem.database.Cassandra", "durable partitions"),
    ("columnar", "scylla, scylladb", "ScyllaDB", "onprem.database.Scylla", "durable partitions"),
    ("columnar", "hbase, apache hbase", "HBase", "onprem.database.HBase", "durable partitions"),
    ("columnar", "bigtable, cloud bigtable", "Bigtable", "gcp.database.Bigtable",
     "managed durable partitions"),
    ("columnar", "keyspaces, amazon keyspaces, aws keyspaces", "Amazon Keyspaces",
     "aws.database.KeyspacesManagedApacheCassandraService", "managed durable partitions"),
    ("columnar", "astra, astra db", "Astra DB", "onprem.database.Cassandra", "managed durable partitions"),
    # graph
    ("graph", "neo4j", "Neo4j", "onprem.database.Neo4J", "durable"),
    ("graph", "janusgraph", "JanusGraph", "onprem.database.JanusGraph", "durable partitions"),
    ("graph", "dgraph", "Dgraph", "onprem.database.Dgraph", "durable partitions"),
    ("graph", "neptune, aws neptune, amazon neptune", "Amazon Neptune", "aws.database.Neptune", "managed durable"),
    ("graph", "tigergraph", "TigerGraph", "oci.network.Vcn", "durable partitions"),
    ("graph", "arangodb, arango", "ArangoDB", "oci.network.Vcn", "durable"),
    # time series
    ("time-series", "influxdb, influx", "InfluxDB", "onprem.database.InfluxDB", "durable"),
    ("time-series", "timescaledb, timescale", "TimescaleDB", "onprem.database.PostgreSQL", "durable"),
    ("time-series", "timestream, aws timestream, amazon timestream", "Amazon Timestream", "aws.database.Timestream",
     "managed durable"),
    ("time-series", "opentsdb", "OpenTSDB", "oci.monitoring.Telemetry", "durable"),
    ("time-series", "victoriametrics", "VictoriaMetrics", "oci.monitoring.Telemetry", "durable"),
    ("time-series", "questdb", "QuestDB", "oci.monitoring.Telemetry", "durable"),
    ("time-series", "kdb, kdb+", "kdb+", "oci.monitoring.Telemetry", "durable"),
    # vector
    ("vector", "qdrant", "Qdrant", "onprem.database.Qdrant", "durable"),
    ("vector", "pinecone", "Pinecone", "oci.database.Science", "managed durable"),
    ("vector", "milvus", "Milvus", "oci.database.Science", "durable"),
    ("vector", "weaviate", "Weaviate", "oci.database.Science", "durable"),
    ("vector", "pgvector", "pgvector", "onprem.database.PostgreSQL", "durable"),
    ("vector", "chroma, chromadb", "Chroma", "oci.database.Science", "durable"),
    ("vector", "faiss", "Faiss", "oci.database.Science", "memory"),
    # cache
    ("cache", "redis, redis cluster", "Redis", "onprem.inmemory.Redis", "memory"),
    ("cache", "memcached, memcache", "Memcached", "onprem.inmemory.Memcached", "memory"),
    ("cache", "valkey", "Valkey", "onprem.inmemory.Redis", "memory"),
    ("cache", "dragonfly, dragonflydb", "Dragonfly", "onprem.inmemory.Redis", "memory"),
    ("cache", "keydb", "KeyDB", "onprem.inmemory.Redis", "memory"),
    ("cache", "hazelcast", "Hazelcast", "onprem.inmemory.Hazelcast", "memory partitions"),
    ("cache", "elasticache, aws elasticache, amazon elasticache", "ElastiCache", "aws.database.ElastiCache",
     "managed memory"),
    ("cache", "memorydb", "Amazon MemoryDB", "aws.database.ElasticacheForRedis", "managed memory durable"),
    ("cache", "memorystore, cloud memorystore", "Memorystore", "gcp.database.Memorystore", "managed memory"),
    ("cache", "azure cache, azure redis, azure cache for redis", "Azure Cache for Redis",
     "azure.database.CacheForRedis", "managed memory"),
    ("cache", "dax", "DynamoDB Accelerator", "aws.database.DAX", "managed memory"),
    ("cache", "varnish", "Varnish", "oci.storage.ElasticPerformance", "memory"),
    ("cache", "ignite, apache ignite", "Apache Ignite", "oci.storage.ElasticPerformance", "memory partitions"),
    ("cache", "ehcache", "Ehcache", "oci.storage.ElasticPerformance", "memory"),
    ("cache", "caffeine, guava cache", "Caffeine", "oci.storage.ElasticPerformance", "memory"),
    # queue, topic, stream
    ("queue", "kafka, apache kafka", "Kafka", "onprem.queue.Kafka", "durable retention partitions ordered", _MB),
    ("queue", "rabbitmq, rabbit", "RabbitMQ", "onprem.queue.RabbitMQ", "durable ordered", 16 * _MB),
    ("queue", "activemq, apache activemq", "ActiveMQ", "onprem.queue.ActiveMQ", "durable ordered"),
    ("queue", "sqs, aws sqs, amazon sqs", "Amazon SQS", "aws.integration.SQS", "managed durable retention", _MB),
    ("queue", "amazon mq, aws mq", "Amazon MQ", "aws.integration.MQ", "managed durable ordered"),
    ("queue", "celery", "Celery", "onprem.queue.Celery", ""),
    ("queue", "sidekiq", "Sidekiq", "onprem.inmemory.Redis", ""),
    ("queue", "bullmq, bull", "BullMQ", "onprem.inmemory.Redis", ""),
    ("queue", "nats, nats jetstream, jetstream", "NATS", "onprem.queue.Nats", "", _MB),
    ("queue", "zeromq, zmq", "ZeroMQ", "onprem.queue.ZeroMQ", "memory"),
    ("queue", "ibm mq, websphere mq", "IBM MQ", "oci.monitoring.Queue", "durable ordered", 4 * _MB),
    ("queue", "beanstalkd", "beanstalkd", "oci.monitoring.Queue", "durable"),
    ("queue", "service bus, azure service bus", "Azure Service Bus", "azure.integration.ServiceBus",
     "managed durable retention", 256 * _KB),
    ("queue", "azure queue, queue storage, azure queue storage", "Azure Queue Storage",
     "azure.storage.QueuesStorage", "managed durable retention", 64 * _KB),
    ("queue", "cloud tasks, google cloud tasks", "Cloud Tasks", "gcp.devtools.Tasks", "managed durable retention", _MB),
    ("topic", "sns, aws sns, amazon sns", "Amazon SNS", "aws.integration.SNS", "managed retention pushes", 256 * _KB),
    ("topic", "pubsub, pub/sub, google pubsub, cloud pubsub", "Pub/Sub",
     "gcp.analytics.PubSub", "managed durable retention", 10 * _MB),
    ("topic", "eventbridge, aws eventbridge, amazon eventbridge", "EventBridge", "aws.integration.Eventbridge",
     "managed retention", 256 * _KB),
    ("topic", "event grid, azure event grid", "Event Grid", "azure.integration.EventGridTopics",
     "managed retention", _MB),
    ("topic", "mqtt, mosquitto", "MQTT broker", "onprem.queue.Emqx", ""),
    ("topic", "emqx", "EMQX", "onprem.queue.Emqx", "", _MB),
    ("stream", "kinesis, aws kinesis, amazon kinesis, kinesis data streams", "Kinesis", "aws.analytics.Kinesis",
     "managed durable retention partitions ordered", _MB),
    ("stream", "firehose, kinesis firehose", "Data Firehose", "aws.analytics.KinesisDataFirehose",
     "managed durable retention", _MB),
    ("stream", "pulsar, apache pulsar", "Pulsar", "oci.database.Stream", "durable partitions ordered", 5 * _MB),
    ("stream", "redpanda", "Redpanda", "oci.database.Stream", "durable retention partitions ordered", _MB),
    ("stream", "event hubs, event hub, azure event hubs", "Event Hubs", "azure.analytics.EventHubs",
     "managed durable retention partitions ordered", _MB),
    ("stream", "msk, amazon msk, aws msk", "Amazon MSK", "aws.analytics.ManagedStreamingForKafka",
     "managed durable retention partitions ordered", _MB),
    ("stream", "redis streams, redis stream", "Redis Streams", "onprem.inmemory.Redis", "memory ordered"),
    ("stream", "rocketmq, apache rocketmq", "RocketMQ", "oci.database.Stream",
     "durable retention partitions ordered", 4 * _MB),
    ("stream", "dynamodb streams", "DynamoDB Streams", "aws.database.DynamodbStreams",
     "managed durable retention partitions ordered"),
    # search
    ("search-index", "elasticsearch, elastic, es", "Elasticsearch",
     "elastic.elasticsearch.Elasticsearch", "durable partitions"),
    ("search-index", "opensearch, amazon opensearch, aws opensearch", "OpenSearch",
     "aws.analytics.AmazonOpensearchService", "durable partitions"),
    ("search-index", "solr, apache solr", "Solr", "onprem.search.Solr", "durable partitions"),
    ("search-index", "lucene, apache lucene", "Lucene", "onprem.search.Solr", "durable"),
    ("search-index", "algolia", "Algolia", "oci.monitoring.Search", "managed durable"),
    ("search-index", "meilisearch", "Meilisearch", "oci.monitoring.Search", "durable"),
    ("search-index", "typesense", "Typesense", "oci.monitoring.Search", "durable"),
    ("search-index", "sphinx", "Sphinx", "oci.monitoring.Search", "durable"),
    ("search-index", "azure search, cognitive search, azure ai search", "Azure AI Search",
     "azure.general.Search", "managed durable"),
    # warehouse and lake
    ("warehouse", "snowflake", "Snowflake", "saas.analytics.Snowflake", "managed durable"),
    ("warehouse", "redshift, aws redshift, amazon redshift", "Redshift", "aws.analytics.Redshift", "managed durable"),
    ("warehouse", "bigquery, google bigquery", "BigQuery", "gcp.analytics.BigQuery", "managed durable"),
    ("warehouse", "clickhouse", "ClickHouse", "onprem.database.ClickHouse", "durable partitions"),
    ("warehouse", "druid, apache druid", "Druid", "onprem.database.Druid", "durable partitions"),
    ("warehouse", "pinot, apache pinot", "Pinot", "oci.database.BigdataService", "durable partitions"),
    ("warehouse", "databricks", "Databricks", "onprem.analytics.Databricks", "managed durable"),
    ("warehouse", "synapse, azure synapse", "Azure Synapse", "azure.database.SynapseAnalytics", "managed durable"),
    ("warehouse", "duckdb", "DuckDB", "onprem.database.Duckdb", "durable"),
    ("warehouse", "hive, apache hive", "Hive", "onprem.analytics.Hive", "durable"),
    ("warehouse", "athena, aws athena", "Athena", "aws.analytics.Athena", "managed"),
    ("warehouse", "presto", "Presto", "oci.database.BigdataService", ""),
    ("warehouse", "trino", "Trino", "onprem.analytics.Trino", ""),
    ("warehouse", "lake formation, aws lake formation", "Lake Formation", "aws.analytics.LakeFormation",
     "managed durable"),
    # object, file and block storage
    ("object-store", "s3, aws s3, amazon s3", "Amazon S3", "aws.storage.S3", "managed durable"),
    ("object-store", "gcs, google cloud storage, cloud storage", "Cloud Storage", "gcp.storage.GCS",
     "managed durable"),
    ("object-store", "azure blob, azure blob storage", "Azure Blob Storage", "azure.storage.BlobStorage",
     "managed durable"),
    ("object-store", "minio", "MinIO", "oci.storage.ObjectStorage", "durable"),
    ("object-store", "ceph", "Ceph", "onprem.storage.Ceph", "durable"),
    ("object-store", "r2, cloudflare r2", "Cloudflare R2", "saas.cdn.Cloudflare", "managed durable"),
    ("object-store", "backblaze, b2, backblaze b2", "Backblaze B2", "oci.storage.ObjectStorage", "managed durable"),
    ("object-store", "glacier, s3 glacier", "S3 Glacier", "aws.storage.S3Glacier", "managed durable"),
    ("object-store", "spaces, digitalocean spaces", "Spaces", "digitalocean.storage.Space", "managed durable"),
    ("object-store", "hdfs, hadoop", "HDFS", "onprem.analytics.Hadoop", "durable"),
    ("object-store", "data lake storage, adls, azure data lake", "Azure Data Lake", "azure.storage.DataLakeStorage",
     "managed durable"),
    ("block-store", "ebs, aws ebs, amazon ebs", "Amazon EBS", "aws.storage.EBS", "managed durable"),
    ("block-store", "efs, aws efs, amazon efs", "Amazon EFS", "aws.storage.EFS", "managed durable"),
    ("block-store", "fsx", "Amazon FSx", "aws.storage.FSx", "managed durable"),
    ("block-store", "persistent disk, gcp persistent disk", "Persistent Disk", "gcp.storage.PersistentDisk",
     "managed durable"),
    ("block-store", "azure disk, managed disk", "Azure Disk", "azure.compute.Disks", "managed durable"),
    ("block-store", "cloud filestore, google filestore", "Filestore", "gcp.storage.Filestore", "managed durable"),
    ("block-store", "nfs", "NFS", "oci.storage.FileStorage", "durable"),
    ("block-store", "glusterfs, gluster", "GlusterFS", "onprem.storage.Glusterfs", "durable"),
    ("block-store", "ssd, nvme", "SSD", "gcp.storage.SSD", "durable"),
    # edge
    ("dns", "route53, aws route53, amazon route53", "Route 53", "aws.network.Route53", "managed"),
    ("dns", "cloud dns, google cloud dns", "Cloud DNS", "gcp.network.DNS", "managed"),
    ("dns", "azure dns", "Azure DNS", "azure.networking.DNSZones", "managed"),
    ("dns", "coredns", "CoreDNS", "onprem.dns.Coredns"),
    ("dns", "powerdns", "PowerDNS", "onprem.dns.Powerdns"),
    ("dns", "bind, bind9", "BIND", "onprem.network.Bind9"),
    ("cdn", "cloudfront, aws cloudfront, amazon cloudfront", "CloudFront", "aws.network.CloudFront", "managed"),
    ("cdn", "cloudflare", "Cloudflare", "saas.cdn.Cloudflare", "managed"),
    ("cdn", "akamai", "Akamai", "saas.cdn.Akamai", "managed"),
    ("cdn", "fastly", "Fastly", "saas.cdn.Fastly", "managed"),
    ("cdn", "cloud cdn, google cloud cdn", "Cloud CDN", "gcp.network.CDN", "managed"),
    ("cdn", "azure cdn, azure front door, front door", "Azure Front Door",
     "azure.networking.FrontDoorAndCDNProfiles", "managed"),
    ("cdn", "imperva", "Imperva", "saas.cdn.Imperva", "managed"),
    ("waf", "aws waf, amazon waf", "AWS WAF", "aws.security.WAF", "managed"),
    ("waf", "cloud armor, armor", "Cloud Armor", "gcp.network.Armor", "managed"),
    ("waf", "aws shield, shield", "AWS Shield", "aws.security.Shield", "managed"),
    ("load-balancer", "elb, aws elb, amazon elb", "Elastic Load Balancing", "aws.network.ELB", "managed"),
    ("load-balancer", "alb, aws alb", "Application Load Balancer", "aws.network.ALB", "managed"),
    ("load-balancer", "nlb, aws nlb", "Network Load Balancer", "aws.network.NLB", "managed"),
    ("load-balancer", "haproxy", "HAProxy", "onprem.network.HAProxy"),
    ("load-balancer", "cloud load balancing, gclb, google load balancer", "Cloud Load Balancing",
     "gcp.network.LoadBalancing", "managed"),
    ("load-balancer", "azure load balancer", "Azure Load Balancer", "azure.networking.LoadBalancers", "managed"),
    ("load-balancer", "traefik", "Traefik", "onprem.network.Traefik"),
    ("load-balancer", "f5, big ip", "F5 BIG-IP", "oci.network.LoadBalancer"),
    ("load-balancer", "metallb", "MetalLB", "oci.network.LoadBalancer"),
    ("load-balancer", "ingress, kubernetes ingress, k8s ingress", "Kubernetes Ingress", "k8s.network.Ingress"),
    ("api-gateway", "kong", "Kong", "onprem.network.Kong"),
    ("api-gateway", "tyk", "Tyk", "onprem.network.Tyk"),
    ("api-gateway", "apigee", "Apigee", "gcp.api.Apigee", "managed"),
    ("api-gateway", "aws api gateway, amazon api gateway", "Amazon API Gateway", "aws.network.APIGateway", "managed"),
    ("api-gateway", "appsync, aws appsync", "AWS AppSync", "aws.integration.Appsync", "managed pushes"),
    ("api-gateway", "api management, azure api management, apim", "Azure API Management",
     "azure.integration.APIManagement", "managed"),
    ("api-gateway", "ambassador", "Ambassador", "onprem.network.Ambassador"),
    ("api-gateway", "zuul, netflix zuul", "Zuul", "oci.devops.APIGateway"),
    ("api-gateway", "spring cloud gateway", "Spring Cloud Gateway", "programming.framework.Spring"),
    ("api-gateway", "apollo, apollo router, apollo gateway, graphql gateway", "Apollo",
     "programming.framework.GraphQL"),
    ("web-server", "nginx", "NGINX", "onprem.network.Nginx"),
    ("web-server", "apache, apache httpd, httpd", "Apache HTTP Server", "onprem.network.Apache"),
    ("web-server", "caddy", "Caddy", "onprem.network.Caddy"),
    ("web-server", "envoy", "Envoy", "onprem.network.Envoy"),
    ("web-server", "istio", "Istio", "onprem.network.Istio"),
    ("web-server", "linkerd", "Linkerd", "onprem.network.Linkerd"),
    ("web-server", "tomcat", "Tomcat", "onprem.network.Tomcat"),
    ("web-server", "iis", "IIS", "oci.compute.BareMetal"),
    ("web-server", "squid", "Squid", "oci.compute.BareMetal"),
    # compute
    ("service", "ec2, aws ec2, amazon ec2", "Amazon EC2", "aws.compute.EC2", "managed"),
    ("service", "ecs, aws ecs", "Amazon ECS", "aws.compute.ECS", "managed"),
    ("service", "eks, aws eks", "Amazon EKS", "aws.compute.EKS", "managed"),
    ("service", "fargate, aws fargate", "AWS Fargate", "aws.compute.Fargate", "managed"),
    ("service", "elastic beanstalk, beanstalk", "Elastic Beanstalk", "aws.compute.ElasticBeanstalk", "managed"),
    ("service", "app runner", "App Runner", "aws.compute.AppRunner", "managed"),
    ("service", "cloud run", "Cloud Run", "gcp.compute.Run", "managed"),
    ("service", "app engine, gae", "App Engine", "gcp.compute.AppEngine", "managed"),
    ("service", "compute engine, gce", "Compute Engine", "gcp.compute.ComputeEngine", "managed"),
    ("service", "gke", "GKE", "gcp.compute.GKE", "managed"),
    ("service", "aks", "AKS", "azure.compute.AKS", "managed"),
    ("service", "app service, azure app service", "Azure App Service", "azure.compute.AppServices", "managed"),
    ("service", "container apps", "Azure Container Apps", "azure.compute.ContainerApps", "managed"),
    ("service", "kubernetes, k8s", "Kubernetes", "k8s.compute.Pod"),
    ("service", "docker", "Docker", "onprem.container.Docker"),
    ("service", "nomad", "Nomad", "onprem.compute.Nomad"),
    ("service", "java", "Java", "programming.language.Java"),
    ("service", "kotlin", "Kotlin", "programming.language.Kotlin"),
    ("service", "scala", "Scala", "programming.language.Scala"),
    ("service", "go, golang", "Go", "programming.language.Go"),
    ("service", "python", "Python", "programming.language.Python"),
    ("service", "ruby", "Ruby", "programming.language.Ruby"),
    ("service", "rust", "Rust", "programming.language.Rust"),
    ("service", "php", "PHP", "programming.language.PHP"),
    ("service", "elixir", "Elixir", "programming.language.Elixir"),
    ("service", "erlang", "Erlang", "programming.language.Erlang"),
    ("service", "c++, cpp", "C++", "programming.language.Cpp"),
    ("service", "csharp, c#", "C#", "programming.language.Csharp"),
    ("service", "dotnet, .net, asp.net", ".NET", "programming.framework.DotNet"),
    ("service", "nodejs, node.js, node", "Node.js", "programming.language.NodeJS"),
    ("service", "typescript", "TypeScript", "programming.language.TypeScript"),
    ("service", "javascript", "JavaScript", "programming.language.JavaScript"),
    ("service", "spring, spring boot", "Spring", "programming.framework.Spring"),
    ("service", "quarkus", "Quarkus", "programming.framework.Quarkus"),
    ("service", "micronaut", "Micronaut", "programming.framework.Micronaut"),
    ("service", "django", "Django", "programming.framework.Django"),
    ("service", "flask", "Flask", "programming.framework.Flask"),
    ("service", "fastapi", "FastAPI", "programming.framework.FastAPI"),
    ("service", "rails, ruby on rails", "Rails", "programming.framework.Rails"),
    ("service", "laravel", "Laravel", "programming.framework.Laravel"),
    ("service", "phoenix", "Phoenix", "programming.framework.Phoenix"),
    ("service", "express, express.js, expressjs", "Express", "programming.language.NodeJS"),
    ("service", "nestjs", "NestJS", "programming.language.NodeJS"),
    ("service", "graphql, graphql server", "GraphQL", "programming.framework.GraphQL"),
    ("service", "centrifugo", "Centrifugo", "onprem.messaging.Centrifugo", "pushes"),
    ("service", "keycloak", "Keycloak", "oci.security.IDAccess"),
    ("service", "dex", "Dex", "onprem.identity.Dex"),
    ("service", "vault, hashicorp vault", "Vault", "onprem.security.Vault", "durable"),
    ("service", "tensorflow serving, tensorflow", "TensorFlow", "aws.ml.TensorflowOnAWS"),
    ("service", "sagemaker, aws sagemaker, amazon sagemaker", "SageMaker", "aws.ml.Sagemaker", "managed"),
    ("service", "vertex ai", "Vertex AI", "gcp.ml.VertexAI", "managed"),
    ("service", "mlflow", "MLflow", "onprem.mlops.Mlflow"),
    ("worker", "spark, apache spark, spark streaming", "Spark", "onprem.analytics.Spark"),
    ("worker", "flink, apache flink", "Flink", "onprem.analytics.Flink"),
    ("worker", "storm, apache storm", "Storm", "onprem.analytics.Storm"),
    ("worker", "apache beam", "Beam", "onprem.analytics.Beam"),
    ("worker", "dataflow, google dataflow", "Dataflow", "gcp.analytics.Dataflow", "managed"),
    ("worker", "dataproc", "Dataproc", "gcp.analytics.Dataproc", "managed"),
    ("worker", "emr, aws emr, amazon emr, mapreduce", "Amazon EMR", "aws.analytics.EMR", "managed"),
    ("worker", "glue, aws glue", "AWS Glue", "aws.analytics.Glue", "managed"),
    ("worker", "aws batch", "AWS Batch", "aws.compute.Batch", "managed"),
    ("worker", "kafka connect", "Kafka Connect", "onprem.queue.Kafka"),
    ("worker", "kafka streams", "Kafka Streams", "onprem.queue.Kafka"),
    ("worker", "debezium", "Debezium", "oci.database.DMS"),
    ("worker", "logstash", "Logstash", "elastic.elasticsearch.Logstash"),
    ("worker", "ffmpeg", "FFmpeg", "aws.general.Multimedia"),
    ("worker", "mediaconvert, elastic transcoder", "MediaConvert", "aws.media.ElementalMediaconvert", "managed"),
    ("worker", "dbt", "dbt", "onprem.analytics.Dbt"),
    ("worker", "nifi, apache nifi", "NiFi", "onprem.workflow.NiFi"),
    ("function", "lambda, aws lambda, amazon lambda", "AWS Lambda", "aws.compute.Lambda", "managed"),
    ("function", "cloud functions, gcf", "Cloud Functions", "gcp.compute.Functions", "managed"),
    ("function", "azure functions, function app", "Azure Functions", "azure.compute.FunctionApps", "managed"),
    ("function", "cloudflare workers", "Cloudflare Workers", "saas.cdn.Cloudflare", "managed"),
    ("scheduler", "airflow, apache airflow", "Airflow", "onprem.workflow.Airflow"),
    ("scheduler", "temporal", "Temporal", "oci.monitoring.Workflow", "durable"),
    ("scheduler", "quartz", "Quartz", "oci.storage.BackupRestore"),
    ("scheduler", "step functions, aws step functions", "Step Functions", "aws.integration.StepFunctions",
     "managed durable"),
    ("scheduler", "cloud scheduler", "Cloud Scheduler", "gcp.devtools.Scheduler", "managed"),
    ("scheduler", "eventbridge scheduler", "EventBridge Scheduler", "aws.integration.EventbridgeScheduler", "managed"),
    ("scheduler", "kubernetes cronjob, k8s cronjob", "Kubernetes CronJob", "k8s.compute.Cronjob"),
    # clients
    ("web-client", "react, react.js", "React", "programming.framework.React"),
    ("web-client", "vue, vue.js", "Vue", "programming.framework.Vue"),
    ("web-client", "angular", "Angular", "programming.framework.Angular"),
    ("web-client", "svelte", "Svelte", "programming.framework.Svelte"),
    ("web-client", "nextjs, next.js", "Next.js", "programming.framework.NextJs"),
    ("mobile-client", "flutter", "Flutter", "programming.framework.Flutter"),
    ("mobile-client", "react native", "React Native", "programming.framework.React"),
    ("mobile-client", "swift, swiftui", "iOS", "generic.os.IOS"),
    # monitoring
    ("monitor", "prometheus", "Prometheus", "onprem.monitoring.Prometheus"),
    ("monitor", "grafana", "Grafana", "onprem.monitoring.Grafana"),
    ("monitor", "datadog", "Datadog", "onprem.monitoring.Datadog", "managed"),
    ("monitor", "new relic", "New Relic", "onprem.monitoring.Newrelic", "managed"),
    ("monitor", "sentry", "Sentry", "onprem.monitoring.Sentry"),
    ("monitor", "splunk", "Splunk", "onprem.monitoring.Splunk"),
    ("monitor", "cloudwatch, aws cloudwatch", "CloudWatch", "aws.management.Cloudwatch", "managed"),
    ("monitor", "cloud monitoring, stackdriver", "Cloud Monitoring", "gcp.operations.Monitoring", "managed"),
    ("monitor", "azure monitor", "Azure Monitor", "azure.monitor.Monitor", "managed"),
    ("monitor", "jaeger", "Jaeger", "onprem.tracing.Jaeger"),
    ("monitor", "tempo", "Tempo", "onprem.tracing.Tempo"),
    ("monitor", "zipkin", "Zipkin", "oci.monitoring.Telemetry"),
    ("monitor", "opentelemetry, otel", "OpenTelemetry", "oci.monitoring.Telemetry"),
    ("monitor", "loki", "Loki", "onprem.logging.Loki"),
    ("monitor", "fluentd", "Fluentd", "onprem.aggregator.Fluentd"),
    ("monitor", "fluent bit", "Fluent Bit", "onprem.logging.Fluentbit"),
    ("monitor", "kibana", "Kibana", "elastic.elasticsearch.Kibana"),
    ("monitor", "elk, elk stack, elastic stack", "Elastic Stack", "elastic.elasticsearch.Stack"),
    ("monitor", "graylog", "Graylog", "onprem.logging.Graylog"),
    ("monitor", "nagios", "Nagios", "onprem.monitoring.Nagios"),
    ("monitor", "zabbix", "Zabbix", "onprem.monitoring.Zabbix"),
    ("monitor", "pagerduty", "PagerDuty", "saas.alerting.Pagerduty", "managed"),
    ("monitor", "opsgenie", "Opsgenie", "saas.alerting.Opsgenie", "managed"),
    # other people's systems
    ("external", "stripe", "Stripe", "onprem.network.Internet", "managed"),
    ("external", "paypal", "PayPal", "onprem.network.Internet", "managed"),
    ("external", "adyen", "Adyen", "saas.payment.Adyen", "managed"),
    ("external", "amazon pay", "Amazon Pay", "onprem.network.Internet", "managed"),
    ("external", "braintree", "Braintree", "onprem.network.Internet", "managed"),
    ("external", "twilio", "Twilio", "saas.communication.Twilio", "managed pushes"),
    ("external", "sendgrid", "SendGrid", "azure.integration.SendgridAccounts", "managed pushes"),
    ("external", "mailgun", "Mailgun", "oci.monitoring.Email", "managed pushes"),
    ("external", "ses, aws ses, amazon ses", "Amazon SES", "aws.engagement.SES", "managed pushes"),
    ("external", "smtp, email provider, email, mail server", "E-mail", "oci.monitoring.Email", "pushes"),
    ("external", "sms, sms provider, sms gateway", "SMS", "oci.monitoring.Notifications", "pushes"),
    ("external", "fcm, firebase cloud messaging", "Firebase Cloud Messaging", "firebase.grow.FCM", "managed pushes"),
    ("external", "apns, apple push", "Apple Push Notification service", "oci.monitoring.Notifications",
     "managed pushes"),
    ("external", "pinpoint", "Amazon Pinpoint", "aws.engagement.Pinpoint", "managed pushes"),
    ("external", "slack", "Slack", "saas.chat.Slack", "managed pushes"),
    ("external", "telegram", "Telegram", "saas.chat.Telegram", "managed pushes"),
    ("external", "discord", "Discord", "saas.chat.Discord", "managed pushes"),
    ("external", "auth0", "Auth0", "saas.identity.Auth0", "managed"),
    ("external", "okta", "Okta", "saas.identity.Okta", "managed"),
    ("external", "cognito, aws cognito, amazon cognito", "Amazon Cognito", "aws.security.Cognito", "managed"),
    ("external", "google maps, maps api", "Google Maps", "onprem.network.Internet", "managed"),
    ("external", "mapbox", "Mapbox", "onprem.network.Internet", "managed"),
    ("external", "openai, openai api", "OpenAI", "onprem.network.Internet", "managed"),
    ("external", "bedrock, aws bedrock, amazon bedrock", "Amazon Bedrock", "aws.ml.Bedrock", "managed"),
    ("external", "rekognition, aws rekognition", "Rekognition", "aws.ml.Rekognition", "managed"),
    ("external", "cloudinary", "Cloudinary", "saas.media.Cloudinary", "managed"),
    ("external", "zendesk", "Zendesk", "saas.crm.Zendesk", "managed"),
    ("external", "intercom", "Intercom", "saas.crm.Intercom", "managed"),
    ("external", "github", "GitHub", "onprem.vcs.Github", "managed"),
    ("external", "gitlab", "GitLab", "onprem.vcs.Gitlab", "managed"),
)  # fmt: skip


def _product(  # noqa: PLR0917
    kind: str, words: str, title: str, icon: str, traits: str = "", max_message: int = 0
) -> Product:
    """A row of the table as a product."""
    names = tuple(words.split(", "))
    return Product(names[0], title, KINDS[kind], icon, names, frozenset(traits.split()), max_message)


PRODUCTS: tuple[Product, ...] = tuple(_product(*row) for row in _ROWS)

_BY_WORDS: dict[str, Product] = {fold(words): product for product in PRODUCTS for words in product.words}
_LONGEST = 4


def product_named(words: str) -> Product | None:
    """The product of this name, in any case, its words joined by blanks, hyphens or underscores."""
    return _BY_WORDS.get(fold(words))


def find_product(words: Sequence[str]) -> tuple[Product, int] | None:
    """The product that the first words name, and how many of them do: the longest match counts."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        product = _BY_WORDS.get(fold("".join(words[:count])))
        if product is not None:
            return product, count
    return None
