import type { ServiceClient } from './client.ts'
import { identityOf, type Operation } from './operations.ts'
import { normalised, type Reply } from './reply.ts'

const USUAL = ['/api', '/api/v1', '/v1', '/api/v2', '/v2', '/rest']
const SAMPLES = 6

/** Puts the prefix before routes of the source whose own path the service does not know: frameworks take prefixes from places that reading can miss. */
export async function withPrefixes(operations: readonly Operation[], client: ServiceClient): Promise<readonly Operation[]> {
  const known = operations.filter((operation) => operation.origins.includes('openapi'))
  const doubtful = operations.filter((operation) => !operation.origins.includes('openapi'))
  if (doubtful.length === 0) return operations
  const isMissing = await missingTest(client)
  const samples = [...doubtful].sort((a, b) => rank(a) - rank(b)).slice(0, SAMPLES)
  const missing: Operation[] = []
  for (const operation of samples)
    if (isMissing(await ask(client, operation.method, operation.path), operation.path)) missing.push(operation)
  if (missing.length === 0) return operations
  const candidates = [...new Set([...known.flatMap(({ path }) => prefixesOf(path)), ...USUAL])].slice(0, 10)
  const votes = new Map<string, number>()
  for (const prefix of candidates) {
    for (const operation of missing)
      if (!isMissing(await ask(client, operation.method, prefix + operation.path), prefix + operation.path))
        votes.set(prefix, (votes.get(prefix) ?? 0) + 1)
  }
  const chosen = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([prefix]) => prefix)
  if (chosen.length === 0) return operations
  const placed: Operation[] = []
  const prefixOf = new Map<string, string>()
  for (const operation of [...doubtful].sort((a, b) => rank(a) - rank(b))) {
    const found = await place(operation, chosen, client, isMissing)
    const noun = firstSegment(operation.path)
    if (found.path !== operation.path && !operation.path.includes('{'))
      prefixOf.set(noun, found.path.slice(0, found.path.length - operation.path.length))
    const prefix = prefixOf.get(noun)
    // A path with an id answers "not found" wherever it is: it goes where its collection went.
    if (found.exists === 'no' && operation.path.includes('{') && prefix !== undefined)
      placed.push({ ...operation, path: prefix + operation.path, key: `${operation.method} ${prefix}${operation.path}` })
    else placed.push(found)
  }
  const seen = new Map(known.map((operation) => [identityOf(operation.method, operation.path), operation]))
  for (const operation of placed) {
    const identity = identityOf(operation.method, operation.path)
    const same = seen.get(identity)
    seen.set(
      identity,
      same === undefined
        ? operation
        : {
            ...same,
            origins: [...new Set([...same.origins, ...operation.origins])],
            file: same.file ?? operation.file,
            line: same.line ?? operation.line,
            effects: operation.effects,
            guards: operation.guards,
          },
    )
  }
  return [...seen.values()].sort((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1))
}

async function place(
  operation: Operation,
  prefixes: readonly string[],
  client: ServiceClient,
  isMissing: (reply: Reply, path: string) => boolean,
): Promise<Operation> {
  if (!isMissing(await ask(client, operation.method, operation.path), operation.path)) return operation
  for (const prefix of prefixes) {
    const path = prefix + operation.path
    if (!isMissing(await ask(client, operation.method, path), path)) return { ...operation, path, key: `${operation.method} ${path}` }
  }
  return { ...operation, exists: 'no' }
}

/** Tells a path that no route serves from one that is served: by the answer to a path that cannot exist. */
export async function missingTest(client: ServiceClient): Promise<(reply: Reply, path: string) => boolean> {
  const path = '/assay-unknown-route'
  const shapes = new Set<string>()
  for (const method of ['GET', 'POST']) {
    const reply = await ask(client, method, path)
    shapes.add(shapeOf(reply, path))
  }
  return (reply, asked) => (reply.status === 404 || reply.status === 405 || reply.status === 401) && shapes.has(shapeOf(reply, asked))
}

function shapeOf(reply: Reply, path: string): string {
  return `${reply.status} ${normalised(reply.body)
    .replaceAll(path, '~path~')
    .replace(/\b(?:GET|POST|PUT|PATCH|DELETE)\b/g, '~method~')}`
}

/** Reading asks as it is; writing asks with an empty body, which nothing accepts. */
function ask(client: ServiceClient, method: string, path: string): Promise<Reply> {
  const filled = path.replace(/\{[^}]*\}/g, 'assay-unknown')
  if (method === 'GET' || method === 'HEAD') return client.send({ method, path: filled, mayFail: true })
  if (method === 'DELETE') return client.send({ method, path: filled, mayFail: true })
  return client.send({ method, path: filled, headers: { 'content-type': 'application/json' }, body: '{}', mayFail: true })
}

function firstSegment(path: string): string {
  return path.split('/')[1] ?? ''
}

/** Plain reading paths first: they say most for one request. */
function rank(operation: Operation): number {
  return (operation.path.includes('{') ? 2 : 0) + (operation.method === 'GET' ? 0 : 1)
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return parts.length < 2 ? [] : [`/${parts[0]}`, ...(parts.length > 2 ? [`/${parts[0]}/${parts[1]}`] : [])]
}
