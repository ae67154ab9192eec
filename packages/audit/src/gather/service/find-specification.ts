import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { RouteFact } from '@assay/flow'
import type { ServiceClient } from './client.ts'
import { readSpecification, type Specification } from './openapi.ts'
import { headerOf, isSuccess, type Reply } from './reply.ts'

const FILE_NAMES = /^(?:openapi|swagger|api-?docs?|api-?spec)(?:[.-]v?\d+)?\.(?:json|ya?ml)$/i
const WELL_KNOWN = [
  '/openapi.json',
  '/swagger.json',
  '/api-docs',
  '/v3/api-docs',
  '/v2/api-docs',
  '/api/openapi.json',
  '/api/swagger.json',
  '/openapi.yaml',
  '/docs/openapi.json',
  '/docs/json',
  '/documentation/json',
  '/swagger/v1/swagger.json',
  '/api-docs.json',
  '/api/docs.json',
  '/api/docs-json',
  '/docs-json',
  '/api-json',
  '/apispec_1.json',
  '/swagger/doc.json',
  '/api/schema',
  '/schema',
  '/api/v1/schema',
  '/api/v1/openapi.json',
  '/openapi',
  '/api/openapi',
  '/doc',
  '/swagger-ui/swagger.json',
]
/** Pages that show a specification and say where it is. */
const DOCUMENTATION_PAGES = ['/docs', '/api/docs', '/redoc', '/swagger', '/documentation', '/api']

/** Finds and reads the specification: named by the user, in the tree, or on the service. Never throws for what it holds. */
export async function findSpecification(
  named: string | null,
  treeRoot: string | null,
  client: ServiceClient,
  routes: readonly Pick<RouteFact, 'method' | 'path' | 'purpose'>[] = [],
): Promise<{ readonly specification: Specification | null; readonly warnings: readonly string[] }> {
  const warnings: string[] = []
  if (named !== null) {
    const text = await readNamed(named, client)
    const specification = text === null ? null : readSpecification(text, named)
    if (specification !== null) return { specification, warnings }
    warnings.push(`the specification ${named} could not be read`)
  }
  if (treeRoot !== null) {
    for (const file of await candidateFiles(treeRoot)) {
      const text = await readFile(join(treeRoot, file), 'utf8').catch(() => '')
      const specification = readSpecification(text, file)
      if (specification !== null) return { specification, warnings }
    }
  }
  const read = routes
    .filter(({ method, path, purpose }) => purpose === 'docs' && (method === 'GET' || method === 'ANY') && !path.includes('{'))
    .map(({ path }) => path)
  for (const path of new Set([...read, ...WELL_KNOWN])) {
    const found = await specificationAt(path, client)
    if (found !== null) return { specification: found, warnings }
  }
  for (const page of DOCUMENTATION_PAGES) {
    const named = await namedByPage(page, client)
    const found = named === null ? null : await specificationAt(named, client)
    if (found !== null) return { specification: found, warnings }
  }
  return { specification: null, warnings }
}

async function specificationAt(path: string, client: ServiceClient): Promise<Specification | null> {
  const reply = await fetched(path, client)
  return reply === null ? null : readSpecification(reply.body, path)
}

/** The answer at a path; a redirect to the same path with a slash is the same path. */
async function fetched(path: string, client: ServiceClient): Promise<Reply | null> {
  const reply = await client.send({ method: 'GET', path, mayFail: true })
  if (isSuccess(reply)) return reply
  const bare = path.split('?')[0] ?? path
  const isSlashAdded = reply.status >= 300 && reply.status < 400 && pathOf(headerOf(reply, 'location'), client) === `${bare}/`
  if (!isSlashAdded) return null
  const again = await client.send({ method: 'GET', path: `${bare}/`, mayFail: true })
  return isSuccess(again) ? again : null
}

/** Where a page of Swagger UI, ReDoc, RapiDoc or Scalar says that its specification is. */
async function namedByPage(page: string, client: ServiceClient): Promise<string | null> {
  const reply = await fetched(page, client)
  if (reply === null || !/swagger|redoc|rapi-doc|scalar/i.test(reply.body)) return null
  const match = /(?:\burl\s*[:=]|\bspec-?url\s*=|data-url\s*=)\s*\\?["']([^"'\s]{1,300})["']/i.exec(reply.body.slice(0, 200_000))
  return match?.[1] === undefined ? null : pathOf(match[1].replace(/\\\//g, '/'), client, page)
}

/** Path of an address of this service; null for any other. */
function pathOf(address: string, client: ServiceClient, page = '/'): string | null {
  try {
    const url = new URL(address, new URL(page, client.base.origin))
    return address !== '' && url.origin === client.base.origin ? url.pathname + url.search : null
  } catch {
    return null
  }
}

async function readNamed(named: string, client: ServiceClient): Promise<string | null> {
  if (/^https?:\/\//.test(named)) {
    const url = new URL(named)
    if (url.origin !== client.base.origin) return null
    const reply = await client.send({ method: 'GET', path: url.pathname + url.search })
    return isSuccess(reply) ? reply.body : null
  }
  const text = await readFile(named, 'utf8').catch(() => null)
  if (text !== null || !named.startsWith('/')) return text
  const reply = await client.send({ method: 'GET', path: named })
  return isSuccess(reply) ? reply.body : null
}

/** Specifications by name, nearest the root first. */
async function candidateFiles(root: string): Promise<readonly string[]> {
  const found: string[] = []
  const folders: { readonly path: string; readonly depth: number }[] = [{ path: root, depth: 0 }]
  for (let step = 0; step < folders.length && step < 400; step += 1) {
    const folder = folders[step]
    if (folder === undefined) break
    const entries = await readdir(folder.path, { withFileTypes: true }).catch(() => [])
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isFile() && FILE_NAMES.test(entry.name)) found.push(relative(root, join(folder.path, entry.name)))
      const isSkipped = /^(?:node_modules|\.|dist|build|venv|__pycache__|tests?|fixtures|examples?)/.test(entry.name)
      if (entry.isDirectory() && !isSkipped && folder.depth < 3)
        folders.push({ path: join(folder.path, entry.name), depth: folder.depth + 1 })
    }
  }
  return found
}
