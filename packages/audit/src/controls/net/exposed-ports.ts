import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ComposePort } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { absence, isDataStore, type PlacedService, settingOf, shippedServices } from '../container/images.ts'

export const netExposedPorts = defineControl({
  id: 'net.exposed-ports',
  title: 'Databases, caches and admin ports are not published',
  why: 'Protects data stores.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [668], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-05'],
  verifiedBy: {
    live: 'TCP connect to the declared host only for the known ports',
    config: 'compose ports for 5432/3306/27017/6379/9200/5672/15672; k8s NodePort/LoadBalancer',
  },
  passesWhen: 'only proxy ports published',
  failsWhen: 'data-store port published to 0.0.0.0',
  fix: { any: 'expose not ports; 127.0.0.1:5432:5432' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'tree'], ({ composeFiles, tree }): Outcome => {
      const services = shippedServices(composeFiles)
      if (services.length === 0) return notApplicable('no compose service that is shipped', absence('compose files', tree))
      const ports = services.flatMap((placed) => placed.service.ports.map((port) => ({ placed, port })))
      return failIfAny(
        ports.flatMap(({ placed, port }) => publishedFinding(placed, port)),
        () =>
          pass(
            inventory(
              'published ports, none of a data store or a console',
              ports.map(
                ({ placed, port }) => `${placed.service.name}: ${port.hostAddress || '0.0.0.0'}:${port.hostPort} -> ${port.containerPort}`,
              ),
            ),
          ),
      )
    }),
  ],
})

const STORE_PORTS: Readonly<Record<number, string>> = {
  5432: 'PostgreSQL',
  3306: 'MySQL',
  1433: 'SQL Server',
  1521: 'Oracle',
  27017: 'MongoDB',
  6379: 'Redis',
  11211: 'Memcached',
  9200: 'Elasticsearch',
  9300: 'Elasticsearch',
  5672: 'RabbitMQ',
  9092: 'Kafka',
  2181: 'ZooKeeper',
  5984: 'CouchDB',
  9042: 'Cassandra',
  8123: 'ClickHouse',
  7687: 'Neo4j',
  2379: 'etcd',
  8086: 'InfluxDB',
  26257: 'CockroachDB',
}
const CONSOLE_PORTS: Readonly<Record<number, string>> = {
  15672: 'the RabbitMQ console',
  5601: 'Kibana',
  9229: 'the Node.js debugger',
  5678: 'the Python debugger',
  5050: 'pgAdmin',
  8081: 'a database console',
  9001: 'the MinIO console',
  5555: 'Flower',
  2375: 'the Docker engine',
  2376: 'the Docker engine',
  10250: 'the kubelet',
  5005: 'a debugger',
}
const CONSOLE_IMAGES = /pgadmin|phpmyadmin|adminer|mongo-express|redis-?commander|redisinsight|kafka-ui|flower|portainer|kibana/i
const LOOPBACK = /^(?:127\.|::1$|localhost$)/

function publishedFinding({ compose, service }: PlacedService, port: ComposePort): Finding[] {
  if (LOOPBACK.test(port.hostAddress)) return []
  const store = isDataStore(service)
    ? (STORE_PORTS[port.containerPort] ?? `${service.image ?? service.name}`)
    : STORE_PORTS[port.containerPort]
  const isConsoleImage = CONSOLE_IMAGES.test(service.image ?? '')
  const console = isConsoleImage
    ? (service.image ?? '')
    : isDataStore(service) || port.containerPort === 9229 || port.containerPort === 2375
      ? CONSOLE_PORTS[port.containerPort]
      : undefined
  const what = console ?? store
  if (what === undefined || settingOf(service, 'network_mode')?.value === 'host') return []
  const where =
    port.hostAddress === '' || port.hostAddress === '0.0.0.0' || port.hostAddress === '::'
      ? 'every interface of the host'
      : port.hostAddress
  return [
    configurationFinding({
      file: compose.file,
      place: port,
      key: `services.${service.name}.ports.${port.containerPort}`,
      message: `Service ${service.name} publishes ${what} (port ${port.containerPort}) on ${where}`,
      cwe: [668],
    }),
  ]
}
