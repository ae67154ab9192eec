import type { ServiceClient } from './client.ts'
import { crawledOperation, type Operation } from './operations.ts'
import { isHtml, isRefusal, isSuccess, jsonOf } from './reply.ts'

const STARTS = ['/', '/api', '/api/v1', '/v1']
const GUESSES = [
  '/users',
  '/products',
  '/orders',
  '/items',
  '/posts',
  '/me',
  '/api/users',
  '/api/products',
  '/api/orders',
  '/api/items',
  '/api/me',
  '/health',
]
const MAX_PAGES = 60

/** Finds reading operations by following links, where neither a specification nor the source names any. */
export async function crawl(client: ServiceClient): Promise<readonly Operation[]> {
  const guarded = await guardedPrefixes(client)
  const queue = [...STARTS]
  const seen = new Set(queue)
  const found: Operation[] = []
  for (let step = 0; step < queue.length && step < MAX_PAGES; step += 1) {
    const path = queue[step] ?? '/'
    const reply = await client.send({ method: 'GET', path })
    if ((isSuccess(reply) && !STARTS.includes(path)) || (isRefusal(reply) && !guarded(path))) found.push(crawledOperation('GET', path))
    if (!isSuccess(reply)) continue
    for (const link of isHtml(reply) ? linksOfHtml(reply.body) : linksOfJson(jsonOf(reply))) {
      const next = localPath(link, client)
      if (next === null || seen.has(next) || seen.size > MAX_PAGES * 2) continue
      seen.add(next)
      queue.push(next)
    }
  }
  for (const path of GUESSES) {
    if (seen.has(path)) continue
    const reply = await client.send({ method: 'GET', path })
    if (isSuccess(reply) || (isRefusal(reply) && !guarded(path))) found.push(crawledOperation('GET', path))
  }
  return found
}

/** Where even unknown paths are refused, a refusal says nothing about what exists. */
async function guardedPrefixes(client: ServiceClient): Promise<(path: string) => boolean> {
  const guarded: string[] = []
  for (const prefix of ['', '/api', '/api/v1', '/v1']) {
    if (isRefusal(await client.send({ method: 'GET', path: `${prefix}/assay-unknown-path`, mayFail: true }))) guarded.push(`${prefix}/`)
  }
  return (path) => guarded.some((prefix) => path.startsWith(prefix) || `${path}/` === prefix)
}

function linksOfHtml(html: string): readonly string[] {
  return [...html.slice(0, 200_000).matchAll(/(?:href|src|action)\s*=\s*["']([^"'#\s]{1,200})/gi)].map((match) => match[1] ?? '')
}

function linksOfJson(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return /^(?:https?:\/\/[^\s]+|\/[\w./-]{1,200})$/.test(value) ? [value] : []
  if (depth > 4 || typeof value !== 'object' || value === null) return []
  return Object.values(value)
    .flatMap((child) => linksOfJson(child, depth + 1))
    .slice(0, 100)
}

function localPath(link: string, client: ServiceClient): string | null {
  try {
    const url = new URL(link, client.base)
    if (url.origin !== client.base.origin || /log-?out|\.(?:css|js|png|jpe?g|svg|ico|woff2?|map)$/i.test(url.pathname)) return null
    return url.pathname
  } catch {
    return null
  }
}
