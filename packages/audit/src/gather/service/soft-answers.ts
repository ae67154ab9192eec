import { headerOf, isHtml, isSuccess, jsonOf, type Reply } from './reply.ts'

/** Reads what an answer means where its status does not tell: pages that every unknown path gets, and failures told in a body of 200. */
export class SoftAnswers {
  private readonly catchAll = new Set<string>()

  /** An answer to a path that cannot exist; a success is what every unknown path gets. */
  learn(reply: Reply): void {
    if (isSuccess(reply)) this.catchAll.add(lookOf(reply))
  }

  get isCatchingAll(): boolean {
    return this.catchAll.size > 0
  }

  /** The answer with the status that it means; its record keeps the one that was sent. */
  read(reply: Reply, path: string): Reply {
    if (!isSuccess(reply)) return reply
    if (this.catchAll.size > 0 && path.split('?')[0] !== '/' && this.catchAll.has(lookOf(reply))) return { ...reply, status: 404 }
    const told = failureIn(reply)
    return told === null ? reply : { ...reply, status: told }
  }
}

const MAX_DEPTH = 2

/** What two answers of one kind have in common: the type, and the names of fields, the elements of a page, or the text without the path that was asked. */
function lookOf(reply: Reply): string {
  const type = headerOf(reply, 'content-type').split(';')[0]?.trim().toLowerCase() ?? ''
  const value = jsonOf(reply)
  if (value !== undefined) return `${type} ${fieldsOf(value, 0)}`
  if (isHtml(reply)) return `${type} ${[...reply.body.slice(0, 50_000).matchAll(/<(\w+)/g)].map(([, name]) => name).join(' ')}`
  const { pathname, search } = new URL(reply.exchange.url)
  return `${type} ${reply.body
    .slice(0, 2000)
    .replaceAll(pathname + search, '~')
    .replaceAll(pathname, '~')}`
}

function fieldsOf(value: unknown, depth: number): string {
  if (Array.isArray(value)) return '[]'
  if (typeof value !== 'object' || value === null) return depth === 0 ? JSON.stringify(value) : ''
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, child]) => (depth < MAX_DEPTH ? `${name}${fieldsOf(child, depth + 1)}` : name)).join(',')}}`
}

/** The status that a body means which says that it failed: `{ "success": false, "code": 401 }`; null when it says no such thing. */
function failureIn(reply: Reply): number | null {
  const value = jsonOf(reply)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const node = value as Readonly<Record<string, unknown>>
  const isFailure =
    node.success === false || node.ok === false || (typeof node.status === 'string' && /^(?:error|fail(?:ed|ure)?)$/i.test(node.status))
  if (!isFailure) return null
  const code = [node.code, node.statusCode, node.status, node.errorCode].map(Number).find((number) => number >= 400 && number < 600)
  if (code !== undefined) return code
  const text = JSON.stringify(value).slice(0, 1000)
  if (/unauthori[sz]ed|unauthenticated|log ?in|sign ?in|token/i.test(text)) return 401
  if (/forbidden|permission|not allowed|denied/i.test(text)) return 403
  return /not found|unknown|does not exist|no such/i.test(text) ? 404 : 400
}
