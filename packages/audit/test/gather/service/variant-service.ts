import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Ways that careful teams build the same thing differently, and a few weaknesses that get in the way of other probes. */
export interface Variant {
  /** After five wrong passwords the account is locked for a minute, and the answer does not say so. */
  readonly locksQuietly?: boolean
  /** Requests a minute and address; null for none. */
  readonly limit?: number | null
  readonly tellsLimit?: boolean
  /** Signatures of tokens are not looked at. */
  readonly ignoresSignatures?: boolean
  /** Any user reads any note. */
  readonly showsForeignNotes?: boolean
  /** How long a token lives; ten minutes by default. */
  readonly tokenSeconds?: number
  /** Paths end in a slash; without it the service redirects. */
  readonly endsPaths?: boolean
  /** What notes are called; `accounts` sounds like users. */
  readonly collection?: string
  /** The columns of users: a registration that names another fails with 500, and none is kept from the caller. */
  readonly columns?: readonly string[]
  /** Unknown paths show the page of Django's debugger. */
  readonly showsDebugger?: boolean
}

export interface VariantService {
  readonly baseUrl: string
  readonly users: ReadonlyMap<string, unknown>
  close(): Promise<void>
}

interface User {
  readonly id: string
  readonly email: string
  readonly password: string
  failures: number
  readonly columns: Readonly<Record<string, unknown>>
}

/** A small service of notes with accounts that can be deleted. */
export async function startVariant(variant: Variant): Promise<VariantService> {
  const users = new Map<string, User>()
  const notes = new Map<string, { readonly id: string; readonly owner: string; readonly text: unknown }>()
  const counts = new Map<string, number>()
  const secret = randomBytes(32)
  const seal = (input: string): string => createHmac('sha256', secret).update(input).digest('base64url')
  const tokenOf = (user: User): string => {
    const seconds = Math.floor(Date.now() / 1000)
    const input = [
      { alg: 'HS256', typ: 'JWT' },
      { sub: user.id, iat: seconds, exp: seconds + (variant.tokenSeconds ?? 600) },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${input}.${seal(input)}`
  }
  const callerOf = (request: IncomingMessage): User | null => {
    const [head = '', claims = '', signature = ''] = (request.headers.authorization ?? '').replace(/^Bearer /, '').split('.')
    if (variant.ignoresSignatures !== true && signature !== seal(`${head}.${claims}`)) return null
    try {
      const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; exp: number }
      if (exp * 1000 < Date.now()) return null
      return [...users.values()].find(({ id }) => id === sub) ?? null
    } catch {
      return null
    }
  }
  const logIn = (body: Record<string, unknown>): [number, unknown] => {
    const user = users.get(String(body.email))
    const isLocked = variant.locksQuietly === true && (user?.failures ?? 0) >= 5
    if (user === undefined || isLocked || user.password !== body.password) {
      if (user !== undefined) user.failures += 1
      return [401, { error: 'wrong mail address or password' }]
    }
    user.failures = 0
    return [200, { access_token: tokenOf(user), user: { id: user.id } }]
  }
  const answer = (request: IncomingMessage, body: Record<string, unknown>): [number, unknown] => {
    const asked = pathOf(request).replace(`/${variant.collection ?? 'notes'}`, '/notes')
    if (variant.endsPaths === true && asked.startsWith('/notes') && !asked.endsWith('/')) return [301, null]
    const pathname = asked.replace(/(.)\/$/, '$1')
    const route = `${request.method} ${pathname.replace(/^\/notes\/.+$/, '/notes/{id}')}`
    if (route === 'GET /health') return [200, { status: 'ok' }]
    if (route === 'POST /register') {
      if (typeof body.email !== 'string' || typeof body.password !== 'string') return [422, { error: 'email and password are required' }]
      if (users.has(body.email)) return [409, { error: 'cannot register' }]
      const { email, password, ...rest } = body
      if (Object.keys(rest).some((name) => variant.columns?.includes(name) === false)) return [500, { error: 'something went wrong' }]
      const known = Object.fromEntries((variant.columns ?? []).map((name) => [name, rest[name] ?? false]))
      const user: User = { id: randomUUID(), email, password, failures: 0, columns: known }
      users.set(user.email, user)
      return [201, { id: user.id, email: user.email, ...user.columns }]
    }
    if (route === 'POST /login') return logIn(body)
    if (!/^\/(?:me|notes|exports|replies)(?:\/|$)/.test(pathname)) return [404, { error: 'not found' }]
    const caller = callerOf(request)
    if (caller === null) return [401, { error: 'log in first' }]
    const note = notes.get(pathname.split('/').at(-1) ?? '')
    switch (route) {
      case 'GET /me':
        return [200, { id: caller.id, email: caller.email, ...caller.columns }]
      case 'DELETE /me':
        users.delete(caller.email)
        return [204, null]
      case 'GET /notes':
        return [200, { items: [...notes.values()].filter(({ owner }) => owner === caller.id) }]
      case 'POST /notes': {
        if (typeof body.text !== 'string') return [422, { error: 'text is required' }]
        const made = { id: randomUUID(), owner: caller.id, text: body.text }
        notes.set(made.id, made)
        return [201, made]
      }
      case 'POST /replies':
        if (notes.get(String(body.note))?.owner !== caller.id) return [422, { note: ['Invalid key: object does not exist.'] }]
        return [201, { id: randomUUID(), note: body.note }]
      case 'POST /exports':
        return [202, { status: 'queued' }]
      case 'PUT /notes/{id}':
        if (note === undefined || (note.owner !== caller.id && variant.showsForeignNotes !== true)) return [404, { error: 'not found' }]
        notes.set(note.id, { ...note, text: body.text })
        return [200, notes.get(note.id)]
      case 'DELETE /notes/{id}':
        if (note?.owner !== caller.id) return [404, { error: 'not found' }]
        notes.delete(note.id)
        return [204, null]
      case 'GET /notes/{id}':
        if (note === undefined || (note.owner !== caller.id && variant.showsForeignNotes !== true)) return [404, { error: 'not found' }]
        return [200, note]
      default:
        return [404, { error: 'not found' }]
    }
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = request.socket.remoteAddress ?? ''
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    const { limit = null } = variant
    if (limit !== null && variant.tellsLimit === true) {
      response.setHeader('ratelimit-limit', String(limit))
      response.setHeader('ratelimit-remaining', String(Math.max(0, limit - count)))
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const [status, value] =
      limit !== null && count > limit ? [429, { error: 'slow down' }] : answer(request, parsed(Buffer.concat(chunks).toString()))
    if (status === 429) response.setHeader('retry-after', '60')
    if (status === 404 && variant.showsDebugger === true)
      return void response
        .writeHead(404, { 'content-type': 'text/html' })
        .end('<p>Using the URLconf defined in <code>shop.urls</code>, Django tried these URL patterns</p>')
    response.writeHead(status, { 'content-type': 'application/json' }).end(value === null ? '' : JSON.stringify(value))
  }
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    users,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://variant.invalid').pathname
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

export function variantSpecification({ collection = 'notes', endsPaths = false }: Variant): unknown {
  const end = endsPaths ? '/' : ''
  const json = (properties: Record<string, unknown>): unknown => ({
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } } },
    },
    responses: { 200: { description: 'ok' } },
  })
  const ok = { responses: { 200: { description: 'ok' } } }
  const credentials = { email: { type: 'string', format: 'email' }, password: { type: 'string' } }
  return {
    openapi: '3.0.3',
    info: { title: 'notes', version: '1' },
    paths: {
      '/health': { get: ok },
      '/register': { post: json(credentials) },
      '/login': { post: json(credentials) },
      '/me': { get: ok, delete: ok },
      '/exports': { post: ok },
      '/replies': { post: json({ note: { type: 'string', format: 'uuid' } }) },
      [`/${collection}${end}`]: { get: ok, post: json({ text: { type: 'string' } }) },
      [`/${collection}/{id}${end}`]: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: ok,
        put: json({ text: { type: 'string' } }),
        delete: ok,
      },
    },
  }
}
