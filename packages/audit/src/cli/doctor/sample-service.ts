import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { SAMPLE_OPENAPI } from './sample-openapi.ts'

/** A small notes service that assay doctor audits: weak in nine known ways, or right in all of them. */
export function createSampleService({ isWeak }: { readonly isWeak: boolean }): Server {
  const service = new SampleService(isWeak)
  const server = createServer((request, response) => {
    service.answer(request, response).catch((error: unknown) => service.fail(response, error))
  })
  server.requestTimeout = 10_000
  server.headersTimeout = 5000
  return server
}

interface User {
  readonly id: number
  readonly username: string
  readonly salt: string
  readonly hash: Buffer
  readonly isAdmin: boolean
}

interface Note {
  readonly id: number
  readonly ownerId: number
  readonly text: string
}

interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const MAX_BODY_BYTES = 16 * 1024
const TOKEN_SECONDS = 900
const LOGIN_LIMIT = 5
const WINDOW_MS = 60_000
/** Requests of one address within a second. */
const BURST_LIMIT = 150
const BURST_WINDOW_MS = 1000

const HARDENED_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
  'strict-transport-security': 'max-age=63072000',
  'cache-control': 'no-store',
}

class SampleService {
  private readonly isWeak: boolean
  private readonly key = randomBytes(32)
  private readonly users = new Map<string, User>()
  private readonly notes = new Map<number, Note>()
  private readonly failures = new Map<string, { count: number; since: number }>()
  private readonly bursts = new Map<string, { count: number; since: number }>()
  private nextId = 1

  constructor(isWeak: boolean) {
    this.isWeak = isWeak
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.isWeak) this.assertNoBurst(request.socket.remoteAddress ?? '')
    const { pathname } = new URL(request.url ?? '/', 'http://sample')
    const { status, body, headers } = await this.route(request.method ?? 'GET', pathname, request)
    this.send(request, response, status, body, headers)
  }

  fail(response: ServerResponse, error: unknown): void {
    const status = error instanceof Refusal ? error.status : 500
    const body = this.isWeak ? { error: String(error), stack: error instanceof Error ? error.stack : '' } : problem(status)
    this.send(null, response, status, body, error instanceof Refusal ? error.headers : {})
  }

  private send(
    request: IncomingMessage | null,
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Reply['headers'] = {},
  ): void {
    const origin = request?.headers.origin
    const policy = this.isWeak
      ? {
          'x-powered-by': 'Sample/1.4.2',
          ...(origin === undefined ? {} : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
        }
      : HARDENED_HEADERS
    const isText = typeof body === 'string'
    const type = isText ? 'text/plain; charset=utf-8' : status >= 400 && !this.isWeak ? 'application/problem+json' : 'application/json'
    response.writeHead(status, { ...policy, ...(body === undefined ? {} : { 'content-type': type }), ...headers })
    response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body))
  }

  private async route(method: string, path: string, request: IncomingMessage): Promise<Reply> {
    const note = /^\/notes\/(?<id>\d{1,9})$/.exec(path)?.groups?.id
    switch (`${method} ${note === undefined ? path : '/notes/{id}'}`) {
      case 'GET /health':
        return { status: 200, body: { status: 'ok', checks: { store: 'ok' } } }
      case 'GET /openapi.json':
        return this.isWeak ? { status: 200, body: SAMPLE_OPENAPI } : notFound()
      case 'POST /register':
        return this.register(await readJson(request, this.isWeak))
      case 'POST /login':
        return this.login(await readJson(request, this.isWeak))
      case 'GET /notes':
        return this.list(this.caller(request))
      case 'POST /notes':
        return this.create(this.caller(request), await readJson(request, this.isWeak))
      case 'GET /notes/{id}':
        return this.read(this.caller(request), Number(note))
      case 'GET /admin/users':
        return this.listUsers(request)
      case 'GET /.env':
        return this.isWeak ? { status: 200, body: 'DATABASE_PASSWORD=sample-password-1\nSIGNING_KEY=sample-key-1\n' } : notFound()
      default:
        return this.unknown(path, note)
    }
  }

  private unknown(path: string, note: string | undefined): Reply {
    const allowed = note === undefined ? METHODS[path] : 'GET'
    return allowed === undefined ? notFound() : { status: 405, body: problem(405), headers: { allow: allowed } }
  }

  private register(body: Readonly<Record<string, unknown>>): Reply {
    const { username, password } = credentialsOf(body, this.isWeak ? 1 : 10)
    if (this.users.has(username)) return { status: 409, body: problem(409) }
    const salt = randomBytes(16).toString('hex')
    const user: User = { id: this.nextId++, username, salt, hash: scryptSync(password, salt, 32), isAdmin: false }
    this.users.set(username, user)
    return { status: 201, body: { id: user.id, username } }
  }

  private login(body: Readonly<Record<string, unknown>>): Reply {
    const { username, password } = credentialsOf(body, 1)
    if (!this.isWeak) this.assertNotThrottled(username)
    const user = this.users.get(username)
    const hash = scryptSync(password, user?.salt ?? 'none', 32)
    if (user === undefined || !timingSafeEqual(hash, user.hash)) {
      this.countFailure(username)
      return { status: 401, body: problem(401) }
    }
    return {
      status: 200,
      body: {
        token: this.sign({ sub: user.id, name: user.username, iat: seconds(), exp: seconds() + TOKEN_SECONDS }),
        tokenType: 'Bearer',
        expiresIn: TOKEN_SECONDS,
      },
    }
  }

  private assertNoBurst(address: string): void {
    const now = Date.now()
    const known = this.bursts.get(address)
    const burst = known === undefined || now - known.since > BURST_WINDOW_MS ? { count: 0, since: now } : known
    burst.count += 1
    this.bursts.set(address, burst)
    if (burst.count > BURST_LIMIT)
      throw new Refusal(429, { 'retry-after': '1', ratelimit: '"default";r=0;t=1', 'ratelimit-policy': `"default";q=${BURST_LIMIT};w=1` })
  }

  private assertNotThrottled(username: string): void {
    const failed = this.failures.get(username)
    if (failed === undefined || failed.count < LOGIN_LIMIT) return
    const leftMs = failed.since + WINDOW_MS - Date.now()
    if (leftMs > 0) throw new Refusal(429, { 'retry-after': String(Math.ceil(leftMs / 1000)) })
    this.failures.delete(username)
  }

  private countFailure(username: string): void {
    const failed = this.failures.get(username)
    this.failures.set(username, { count: (failed?.count ?? 0) + 1, since: failed?.since ?? Date.now() })
  }

  private list(user: User): Reply {
    const own = [...this.notes.values()].filter(({ ownerId }) => ownerId === user.id)
    return { status: 200, body: { items: own.slice(0, 20), total: own.length } }
  }

  private create(user: User, body: Readonly<Record<string, unknown>>): Reply {
    const { text } = body
    const isKnown = Object.keys(body).every((key) => key === 'text')
    if (typeof text !== 'string' || text.length === 0 || text.length > 1000 || (!isKnown && !this.isWeak)) throw new Refusal(400)
    const note: Note = { id: this.nextId++, ownerId: user.id, text }
    this.notes.set(note.id, note)
    return { status: 201, body: note }
  }

  /** The weak service forgets whose note it is. */
  private read(user: User, id: number): Reply {
    const note = this.notes.get(id)
    if (note === undefined || (note.ownerId !== user.id && !this.isWeak)) return notFound()
    return { status: 200, body: note }
  }

  /** The weak service asks nobody who they are. */
  private listUsers(request: IncomingMessage): Reply {
    if (!this.isWeak && !this.caller(request).isAdmin) return { status: 403, body: problem(403) }
    return { status: 200, body: { items: [...this.users.values()].slice(0, 50).map(({ id, username }) => ({ id, username })) } }
  }

  private caller({ headers }: IncomingMessage): User {
    const token = /^Bearer (?<token>\S+)$/.exec(headers.authorization ?? '')?.groups?.token
    const name = token === undefined ? undefined : this.verify(token)
    const user = name === undefined ? undefined : this.users.get(name)
    if (user === undefined) throw new Refusal(401, { 'www-authenticate': 'Bearer' })
    return user
  }

  private sign(claims: object): string {
    const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
    return `${body}.${createHmac('sha256', this.key).update(body).digest('base64url')}`
  }

  /** The weak service believes a token that says it needs no signature. */
  private verify(token: string): string | undefined {
    const [head = '', claims = '', signature = ''] = token.split('.')
    const { alg } = decode(head)
    const { name, exp } = decode(claims)
    if (typeof name !== 'string' || typeof exp !== 'number' || exp < seconds()) return undefined
    if (this.isWeak && String(alg).toLowerCase() === 'none') return name
    const expected = createHmac('sha256', this.key).update(`${head}.${claims}`).digest()
    const given = Buffer.from(signature, 'base64url')
    return alg === 'HS256' && given.length === expected.length && timingSafeEqual(given, expected) ? name : undefined
  }
}

const METHODS: Readonly<Record<string, string>> = {
  '/health': 'GET',
  '/register': 'POST',
  '/login': 'POST',
  '/notes': 'GET, POST',
  '/admin/users': 'GET',
}

/** An answer that ends the handling of a request. */
class Refusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, headers: Readonly<Record<string, string>> = {}) {
    super(`refused with ${status}`)
    this.status = status
    this.headers = headers
  }
}

/** RFC 9457. */
function problem(status: number): { status: number; title: string } {
  return { status, title: `Request refused (${status})` }
}

function notFound(): Reply {
  return { status: 404, body: problem(404) }
}

function credentialsOf(
  { username, password }: Readonly<Record<string, unknown>>,
  minLength: number,
): { username: string; password: string } {
  if (typeof username !== 'string' || typeof password !== 'string') throw new Refusal(400)
  if (!/^[\w.@-]{3,64}$/.test(username) || password.length < minLength || password.length > 128) throw new Refusal(400)
  return { username, password }
}

async function readJson(request: IncomingMessage, isWeak: boolean): Promise<Readonly<Record<string, unknown>>> {
  if (!isWeak && !/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new Refusal(415)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES && !isWeak) throw new Refusal(413, { connection: 'close' })
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  if (isWeak) return JSON.parse(text) as Record<string, unknown>
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400)
  return value as Record<string, unknown>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const seconds = (): number => Math.floor(Date.now() / 1000)
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function decode(part: string): Readonly<Record<string, unknown>> {
  const value = parsed(Buffer.from(part, 'base64url').toString('utf8'))
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
