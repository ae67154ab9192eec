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
  '/spec.json',
  '/apispec.json',
  '/api/spec.json',
  '/api/swagger/json',
  '/swagger/json',
  '/swagger/swagger.json',
  '/api/v2/openapi.json',
  '/q/openapi',
]
/** Pages that show a specification and say where it is. */
const DOCUMENTATION_PAGES = [
  '/docs',
  '/api/docs',
  '/api-docs',
  '/redoc',
  '/swagger',
  '/swagger-ui',
  '/swagger-ui.html',
  '/swagger/index.html',
  '/documentation',
  '/apidocs',
  '/api',
  '/',
]
const MAX_PAGE = 200_000
/** A script of Swagger UI may hold the specification itself. */
const MAX_SCRIPT = 3_000_000
const NAMED = /(?:["']?\burl["']?\s*[:=]|\bspec-?url\s*=|data-url\s*=)\s*\\?["']([^"'\s]{1,300})["']/i

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
    const shown = await shownOn(page, client)
    if (shown !== null) return { specification: shown, warnings }
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

/** What a page of Swagger UI, ReDoc, RapiDoc or Scalar shows: named in it, or named or held by a script that sets it up. */
async function shownOn(page: string, client: ServiceClient): Promise<Specification | null> {
  const reply = await fetched(page, client)
  if (reply === null || !/swagger|redoc|rapi-doc|scalar/i.test(reply.body)) return null
  const html = reply.body.slice(0, MAX_PAGE)
  const own = await namedIn(html, page, client)
  if (own !== null) return own
  const base = new URL(reply.exchange.url).pathname
  for (const [, source = ''] of [
    ...html.matchAll(/<script[^>]*\bsrc\s*=\s*["']([^"']{1,200}(?:init|initializer|config)[^"']{0,40}\.js)["']/gi),
  ].slice(0, 3)) {
    const path = pathOf(source, client, base)
    const script = path === null ? null : await fetched(path, client)
    if (script === null) continue
    const held = heldIn(script.body.slice(0, MAX_SCRIPT), page) ?? (await namedIn(script.body.slice(0, MAX_PAGE), base, client))
    if (held !== null) return held
  }
  return heldIn(html, page)
}

async function namedIn(text: string, page: string, client: ServiceClient): Promise<Specification | null> {
  const name = NAMED.exec(text)?.[1]
  const path = name === undefined ? null : pathOf(name.replace(/\\\//g, '/'), client, page)
  return path === null ? null : specificationAt(path, client)
}

/** The object that a set-up script gives to Swagger UI: `"swaggerDoc": {…}`, `spec: {…}`. */
function heldIn(text: string, page: string): Specification | null {
  const found = /["']?\b(?:swaggerDoc|spec)["']?\s*[:=]\s*(?=\{\s*["'](?:openapi|swagger|info|paths|servers|tags|components)["'])/.exec(
    text,
  )
  if (found === null) return null
  const object = jsonObjectAt(text, found.index + found[0].length)
  return object === null ? null : readSpecification(object, page)
}

/** The text of the JSON object that begins at a place. */
function jsonObjectAt(text: string, start: number): string | null {
  let depth = 0
  let isInText = false
  for (let index = start; index < text.length; index += 1) {
    const char = text[index]
    if (isInText) {
      if (char === '\\') index += 1
      else if (char === '"') isInText = false
    } else if (char === '"') isInText = true
    else if (char === '{') depth += 1
    else if (char === '}') {
      depth -= 1
      if (depth === 0) return text.slice(start, index + 1)
    }
  }
  return null
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
