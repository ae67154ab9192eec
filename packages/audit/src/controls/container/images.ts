import { type Evidence, inventory } from '../../model/evidence.ts'
import type { ComposeFact, ComposeService, DockerfileFact, DockerInstruction, DockerStage } from '../../model/facts/configuration.ts'
import type { TreeFact } from '../../model/facts/target.ts'

/** Dockerfiles of what is shipped: those of a developer's machine, of tests and examples decide nothing. */
export function shippedDockerfiles(dockerfiles: readonly DockerfileFact[]): readonly DockerfileFact[] {
  return dockerfiles.filter(({ purpose }) => purpose === 'production')
}

export interface PlacedService {
  readonly compose: ComposeFact
  readonly service: ComposeService
}

/** Services of compose files that configure what is shipped; services that only run on request (`profiles`) of development are left out. */
export function shippedServices(composeFiles: readonly ComposeFact[]): readonly PlacedService[] {
  return composeFiles
    .filter(({ purpose }) => purpose === 'production')
    .flatMap((compose) =>
      compose.services.filter(({ profiles }) => !isOnlyForDevelopment(profiles)).map((service) => ({ compose, service })),
    )
}

function isOnlyForDevelopment(profiles: readonly string[]): boolean {
  return profiles.length > 0 && profiles.every((profile) => /^(?:dev|development|local|test|tests|testing|debug|tools?|ci)$/i.test(profile))
}

/** The final stage. */
export function finalStage({ stages }: DockerfileFact): DockerStage | undefined {
  return stages.at(-1)
}

/** Instructions that make the final image: those of the stages it builds on, then its own. */
export function finalInstructions({ stages }: DockerfileFact): readonly DockerInstruction[] {
  const chain: DockerInstruction[][] = []
  for (
    let at: number | null = stages.length - 1;
    at !== null && at >= 0 && chain.length < stages.length;
    at = stages[at]?.baseStage ?? null
  ) {
    chain.unshift([...(stages[at]?.instructions ?? [])])
  }
  return chain.flat()
}

/** The image that the final stage comes from in the end. */
export function baseOf({ stages }: DockerfileFact): DockerStage | undefined {
  let stage = stages.at(-1)
  for (let steps = 0; stage !== undefined && stage.baseStage !== null && steps < stages.length; steps++) stage = stages[stage.baseStage]
  return stage
}

/** Whether a compose service is built from a Dockerfile of the tree. */
export function isBuiltFrom({ compose, service }: PlacedService, { file }: DockerfileFact): boolean {
  if (service.build === null) return false
  const context = joined(folderOf(compose.file), service.build.context)
  return context !== null && joined(context, service.build.dockerfile ?? 'Dockerfile') === file
}

export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/')
  return slash < 0 ? '' : file.slice(0, slash)
}

function joined(folder: string, path: string): string | null {
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

/** A plain key of a service, `deploy.resources.limits.memory` included. */
export function settingOf({ settings }: ComposeService, name: string) {
  return settings.find((setting) => setting.name === name)
}

const STORES =
  /(?:^|[/-])(?:postgres(?:ql)?|postgis|timescaledb|mysql|mariadb|percona|mongo(?:db)?|redis|valkey|keydb|memcached|rabbitmq|kafka|zookeeper|nats|elasticsearch|opensearch|cassandra|scylla|couchdb|clickhouse(?:-server)?|influxdb|neo4j|cockroach|mssql(?:-server)?|etcd|minio|qdrant|weaviate|milvus|meilisearch|dynamodb-local)(?:$|[:@/-])/i

/** Whether a service runs a data store, by its image. */
export function isDataStore({ image }: ComposeService): boolean {
  return image !== null && STORES.test(image.replace(/:.*$/, ''))
}

const EDGES =
  /(?:^|[/-])(?:nginx|nginx-unprivileged|traefik|caddy|haproxy|envoy|apache|httpd|kong|openresty|nginx-proxy|cloudflared)(?:$|[:@/-])/i

/** Whether a service is the proxy in front, by its image or name. */
export function isEdge({ image, name }: ComposeService): boolean {
  return (
    (image !== null && EDGES.test(image)) ||
    /^(?:nginx|proxy|reverse-?proxy|gateway|traefik|caddy|haproxy|edge|ingress|lb|load-?balancer)$/i.test(name)
  )
}

/** Evidence that a kind of file was looked for and is not there. */
export function absence(what: string, { files }: TreeFact): Evidence {
  return inventory(`${what} among the files of the tree`, [], files.length)
}
