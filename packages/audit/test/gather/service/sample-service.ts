import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { gzipSync } from 'node:zlib'
import { meeting } from './meeting.ts'

/** Weaknesses that the sample service can be given, one by one; without any it does everything right. */
export type Weakness =
  | 'anonymous-orders'
  | 'anonymous-delete'
  | 'signature-ignored'
  | 'alg-none'
  | 'weak-secret'
  | 'no-expiry'
  | 'refresh-as-access'
  | 'refresh-reuse'
  | 'logout-ignored'
  | 'bola-read'
  | 'bola-write'
  | 'bola-delete'
  | 'admin-open'
  | 'mass-assignment'
  | 'password-hash-shown'
  | 'sql-search'
  | 'sql-login'
  | 'sql-id'
  | 'command'
  | 'template'
  | 'traversal'
  | 'ssrf'
  | 'xss'
  | 'redirect'
  | 'type-crash'
  | 'no-body-limit'
  | 'malformed-crash'
  | 'no-login-limit'
  | 'no-account-limit'
  | 'no-rate-limit'
  | 'spoofable-limit'
  | 'cors-reflect'
  | 'no-headers'
  | 'banner'
  | 'stack-trace'
  | 'env-served'
  | 'metrics-open'
  | 'docs-open'
  | 'debug-open'
  | 'cacheable'
  | 'trace'
  | 'override'
  | 'enumeration'
  | 'weak-password'
  | 'unbounded-list'
  | 'no-compression'
  | 'text-as-json'
  | 'race-register'
  | 'vote-race'
  | 'header-user'
  | 'disabled-ignored'
  | 'host-links'
  | 'log-secrets'
  | 'no-health'
  | 'default-admin'
  | 'nosql-login'
  | 'header-crlf'
  | 'token-in-url'

export interface SampleService {
  readonly baseUrl: string
  readonly server: Server
  readonly log: string[]
  close(): Promise<void>
}

interface Context {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly body: Record<string, unknown>
  readonly user: Claims | null
  readonly parameters: readonly string[]
}

type Claims = {
  readonly sub: string
  readonly role: string
  readonly jti: string
  readonly use: string
  readonly exp?: number
  readonly nbf?: number
}
type Row = Record<string, string | number | null>

export async function startSample(...given: readonly Weakness[]): Promise<SampleService> {
  const sample = new Sample(new Set(given))
  const server = createServer((request, response) => void sample.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    log: sample.log,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

class Refusal extends Error {
  readonly status: number
  readonly headers: Record<string, string>
  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

class Sample {
  readonly log: string[] = []
  private readonly weak: ReadonlySet<Weakness>
  private readonly secret: string
  private readonly database = new DatabaseSync(':memory:')
  private readonly revoked = new Set<string>()
  private readonly usedRefresh = new Set<string>()
  private readonly families = new Set<string>()
  private readonly counters = new Map<string, { count: number; until: number }>()
  private readonly routes: readonly (readonly [string, RegExp, (context: Context) => unknown])[]

  private readonly votes = new Set<string>()
  private readonly meet = meeting()
  private readonly disabled = new Set<string>()

  constructor(weak: ReadonlySet<Weakness>) {
    this.weak = weak
    this.secret = this.has('weak-secret') ? 'changeme' : randomBytes(32).toString('hex')
    this.database.exec(`CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT ${this.has('race-register') ? '' : 'UNIQUE'}, name TEXT, role TEXT, hash TEXT);
      CREATE TABLE orders (id TEXT PRIMARY KEY, owner TEXT, note TEXT, quantity INTEGER);
      CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, price REAL)`)
    const insert = this.database.prepare('INSERT INTO products (name, price) VALUES (?, ?)')
    for (let index = 0; index < 300; index += 1)
      insert.run(
        `product ${index} of the catalogue, with a name that takes some room in every answer that lists it, because lists are what is compressed`,
        index,
      )
    this.addUser('root@shop.invalid', 'Root', 'admin', this.has('default-admin') ? 'admin' : randomBytes(20).toString('hex'))
    if (this.has('default-admin')) this.addUser('admin', 'Admin', 'admin', 'admin')
    this.routes = this.table()
  }

  private table(): Sample['routes'] {
    const id = '([^/]+)'
    const on = (path: string): RegExp => new RegExp(`^${path}$`)
    return [
      ['POST', on('/auth/register'), (context) => this.register(context)],
      ['POST', on('/auth/login'), (context) => this.login(context)],
      ['POST', on('/auth/refresh'), (context) => this.refresh(context)],
      ['POST', on('/auth/logout'), (context) => this.logout(context)],
      ['GET', on('/me'), (context) => this.me(context)],
      ['PATCH', on('/me'), (context) => this.updateMe(context)],
      ['GET', on('/orders'), (context) => this.listOrders(context)],
      ['POST', on('/orders'), (context) => this.createOrder(context)],
      ['GET', on(`/orders/${id}`), (context) => this.order(context, 'bola-read')],
      ['PUT', on(`/orders/${id}`), (context) => this.updateOrder(context)],
      ['DELETE', on(`/orders/${id}`), (context) => this.deleteOrder(context)],
      ['POST', on(`/orders/${id}/vote`), (context) => this.vote(context)],
      ['POST', on(`/admin/users/${id}/disable`), (context) => this.disable(context)],
      ['GET', on('/products'), (context) => this.products(context)],
      ['GET', on(`/products/${id}`), (context) => this.product(context)],
      ['GET', on('/admin/users'), (context) => this.adminUsers(context)],
      ['POST', on('/tools/ping'), (context) => this.ping(context)],
      ['POST', on('/tools/render'), (context) => this.render(context)],
      ['GET', on('/files'), (context) => this.file(context)],
      ['POST', on('/webhooks/test'), (context) => this.fetchUrl(context)],
      ['GET', on('/greet'), (context) => this.greet(context)],
      ['GET', on('/go'), (context) => this.go(context)],
      ['GET', on('/health'), () => (this.has('no-health') ? this.missing() : { status: 'ok' })],
      ['GET', on('/ready'), () => (this.has('no-health') ? this.missing() : { status: 'ready' })],
      ['GET', on('/metrics'), (context) => this.metrics(context)],
      [
        'GET',
        on('/openapi.json'),
        () =>
          this.has('docs-open') ? { openapi: '3.0.3', info: { title: 'sample' }, paths: sampleSpecification().paths } : this.missing(),
      ],
      [
        'GET',
        on('/.env'),
        (context) => (this.has('env-served') ? this.text(context, 'text/plain', `JWT_SECRET=${'x'.repeat(12)}\nPORT=1`) : this.missing()),
      ],
      [
        'GET',
        on('/debug'),
        () => (this.has('debug-open') ? { env: { NODE_ENV: 'development', PATH: '/bin' }, memoryUsage: {} } : this.missing()),
      ],
    ]
  }

  private has(weakness: Weakness): boolean {
    return this.weak.has(weakness)
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sample.invalid')
    this.log.push(
      JSON.stringify({
        time: new Date().toISOString(),
        level: 'info',
        requestId: randomUUID(),
        method: request.method,
        path: url.pathname,
      }),
    )
    try {
      this.headersFor(request, response)
      const value = await this.answer(request, response, url)
      if (!response.writableEnded) this.send(request, response, response.statusCode, value)
    } catch (error) {
      if (response.writableEnded) return
      if (error instanceof Refusal) {
        for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
        this.log.push(
          JSON.stringify({
            time: new Date().toISOString(),
            level: 'warn',
            event: `refused-${error.status}`,
            ip: request.socket?.remoteAddress,
          }),
        )
        return this.send(request, response, error.status, { code: error.status, message: error.message, requestId: randomUUID() })
      }
      const detail =
        this.has('stack-trace') && error instanceof Error
          ? { error: error.stack }
          : { code: 500, message: 'Something went wrong', requestId: randomUUID() }
      this.send(request, response, 500, detail)
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<unknown> {
    let method = request.method ?? 'GET'
    if (this.has('trace') && method === 'TRACE')
      return this.text(
        { request, response } as Context,
        'message/http',
        `TRACE ${request.url}\r\n${Object.entries(request.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\r\n')}`,
      )
    if (method === 'OPTIONS') return this.text({ request, response } as Context, 'text/plain', '')
    if (this.has('override') && typeof request.headers['x-http-method-override'] === 'string')
      method = request.headers['x-http-method-override']
    if (!this.has('no-rate-limit')) this.limit(`all ${this.addressOf(request)}`, 100, 60_000, response)
    const matching = this.routes.filter(([, pattern]) => pattern.test(url.pathname))
    const route = matching.find(([verb]) => verb === method)
    if (matching.length > 0 && route === undefined)
      throw new Refusal(405, 'method not allowed', { allow: matching.map(([verb]) => verb).join(', ') })
    if (route === undefined) return this.missing()
    const body = await this.read(request)
    const parameters = (route[1].exec(url.pathname) ?? []).slice(1).map(decodeURIComponent)
    return route[2]({ request, response, url, body, user: this.userOf(request, url), parameters })
  }

  private headersFor(request: IncomingMessage, response: ServerResponse): void {
    if (!this.has('no-headers')) {
      response.setHeader('x-content-type-options', 'nosniff')
      response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      response.setHeader('x-frame-options', 'DENY')
      response.setHeader('referrer-policy', 'no-referrer')
      response.setHeader('permissions-policy', 'geolocation=()')
      response.setHeader('cross-origin-resource-policy', 'same-origin')
      response.setHeader('cross-origin-opener-policy', 'same-origin')
    }
    if (this.has('banner')) response.setHeader('x-powered-by', 'Sample/1.2.3')
    if (!this.has('cacheable')) response.setHeader('cache-control', 'no-store')
    if (this.has('cors-reflect') && request.headers.origin !== undefined) {
      response.setHeader('access-control-allow-origin', request.headers.origin)
      response.setHeader('access-control-allow-credentials', 'true')
    }
  }

  private send(request: IncomingMessage, response: ServerResponse, status: number, value: unknown): void {
    const body = Buffer.from(JSON.stringify(value ?? null))
    response.statusCode = status
    response.setHeader('content-type', 'application/json; charset=utf-8')
    if (body.length > 1024 && !this.has('no-compression') && /gzip/.test(String(request.headers['accept-encoding'] ?? ''))) {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(body))
    } else response.end(body)
  }

  private text({ response }: Context, type: string, text: string): void {
    response.setHeader('content-type', type)
    response.end(text)
  }

  private missing(): never {
    throw new Refusal(404, 'not found')
  }

  private async read(request: IncomingMessage): Promise<Record<string, unknown>> {
    if (request.method === 'GET' || request.method === 'HEAD') return {}
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length
      if (bytes > 100_000 && !this.has('no-body-limit')) throw new Refusal(413, 'body too large', { connection: 'close' })
      chunks.push(chunk as Buffer)
    }
    const text = Buffer.concat(chunks).toString('utf8')
    if (text === '') return {}
    const type = request.headers['content-type'] ?? ''
    if (!type.startsWith('application/json') && !this.has('text-as-json')) throw new Refusal(415, 'send application/json')
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('not an object')
      return value as Record<string, unknown>
    } catch (error) {
      if (this.has('malformed-crash')) throw error
      throw new Refusal(400, 'malformed JSON')
    }
  }

  private addressOf(request: IncomingMessage): string {
    const forwarded = request.headers['x-forwarded-for']
    if (this.has('spoofable-limit') && typeof forwarded === 'string') return forwarded.split(',')[0] ?? ''
    return request.socket?.remoteAddress ?? ''
  }

  private limit(key: string, limit: number, windowMs: number, response: ServerResponse): void {
    const now = Date.now()
    let counter = this.counters.get(key)
    if (counter === undefined || counter.until < now) {
      counter = { count: 0, until: now + windowMs }
      this.counters.set(key, counter)
    }
    counter.count += 1
    response.setHeader('ratelimit-limit', String(limit))
    response.setHeader('ratelimit-remaining', String(Math.max(0, limit - counter.count)))
    if (counter.count > limit) throw new Refusal(429, 'slow down', { 'retry-after': String(Math.ceil((counter.until - now) / 1000)) })
  }

  private addUser(email: string, name: string, role: string, password: string): string {
    const id = randomUUID()
    this.database
      .prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?)')
      .run(id, email, name, role, `$2b$12$${createHash('sha256').update(password).digest('base64')}`)
    return id
  }

  private sign(sub: string, role: string, use: string): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      sub,
      role,
      use,
      jti: randomUUID(),
      iat: now,
      ...(this.has('no-expiry') ? {} : { exp: now + (use === 'refresh' ? 86_400 : 900) }),
    }
    const input = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}`
    return `${input}.${createHmac('sha256', this.secret).update(input).digest('base64url')}`
  }

  private verify(token: string): Claims | null {
    const [head = '', body = '', signature = ''] = token.split('.')
    try {
      const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string }
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
      const isNone = this.has('alg-none') && String(alg).toLowerCase() === 'none' && signature === ''
      const wanted = createHmac('sha256', this.secret).update(`${head}.${body}`).digest()
      const given = Buffer.from(signature, 'base64url')
      const isSigned = alg === 'HS256' && given.length === wanted.length && timingSafeEqual(given, wanted)
      if (!isNone && !isSigned && !this.has('signature-ignored')) return null
      if (claims.exp === undefined ? !this.has('no-expiry') : claims.exp * 1000 < Date.now()) return null
      if (claims.nbf !== undefined && claims.nbf * 1000 > Date.now()) return null
      return this.revoked.has(claims.jti) ? null : claims
    } catch {
      return null
    }
  }

  private userOf(request: IncomingMessage, url: URL): Claims | null {
    const named = request.headers['x-user-id']
    if (this.has('header-user') && typeof named === 'string') {
      const row = this.database.prepare('SELECT id FROM users WHERE id = ?').get(named)
      if (row !== undefined) return { sub: named, role: 'user', use: 'access', jti: '' } as Claims
    }
    const token =
      /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ??
      (this.has('token-in-url') ? (url.searchParams.get('access_token') ?? undefined) : undefined)
    const claims = token === undefined ? null : this.verify(token)
    if (claims !== null && this.disabled.has(claims.sub) && !this.has('disabled-ignored')) return null
    return claims === null || (claims.use !== 'access' && !this.has('refresh-as-access')) ? null : claims
  }

  private required({ user }: Context): Claims {
    if (user === null) throw new Refusal(401, 'authentication needed', { 'www-authenticate': 'Bearer' })
    return user
  }

  private string(context: Context, name: string, maximum = 200): string {
    const value = context.body[name]
    if (this.has('type-crash')) return (value as string).trim()
    if (typeof value !== 'string' || value.trim() === '' || value.length > maximum || value.includes('\0'))
      throw new Refusal(400, `${name} is required and must be text`)
    return value
  }

  private async register(context: Context): Promise<unknown> {
    const { body } = context
    const email = this.string(context, 'email')
    const password = this.string(context, 'password')
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new Refusal(400, 'email must be an address')
    if (!this.has('weak-password') && (password.length < 8 || /^(?:password|12345678|qwerty)/i.test(password)))
      throw new Refusal(400, 'password is too weak')
    if (this.has('log-secrets')) this.log.push(`register ${email} ${password}`)
    const known = this.database.prepare('SELECT id FROM users WHERE email = ?').get(email)
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (known !== undefined) throw new Refusal(409, 'cannot register')
    const role = this.has('mass-assignment') && typeof body.role === 'string' ? body.role : 'user'
    try {
      const id = this.addUser(email, typeof body.name === 'string' ? body.name : '', role, password)
      context.response.statusCode = 201
      return { id, email, role }
    } catch {
      throw new Refusal(409, 'cannot register')
    }
  }

  private login(context: Context): unknown {
    const { body, request, response } = context
    if (!this.has('no-login-limit')) this.limit(`login ${this.addressOf(request)} ${String(body.email)}`, 5, 60_000, response)
    if (!this.has('no-login-limit') && !this.has('no-account-limit')) this.limit(`account ${String(body.email)}`, 20, 60_000, response)
    if (this.has('nosql-login') && typeof body.password === 'object' && body.password !== null && '$ne' in body.password)
      return { access_token: this.sign('1', 'user', 'access') }
    const email = this.string(context, 'email')
    const password = this.string(context, 'password')
    if (this.has('log-secrets')) this.log.push(`login ${email} ${password}`)
    const hash = `$2b$12$${createHash('sha256').update(password).digest('base64')}`
    const row = (
      this.has('sql-login')
        ? this.database.prepare(`SELECT * FROM users WHERE email = '${email}' AND hash = '${hash}'`).get()
        : this.database.prepare('SELECT * FROM users WHERE email = ? AND hash = ?').get(email, hash)
    ) as Row | undefined
    if (row === undefined) {
      if (this.has('enumeration') && this.database.prepare('SELECT id FROM users WHERE email = ?').get(email) === undefined)
        throw new Refusal(404, 'no such user')
      throw new Refusal(401, 'wrong email or password')
    }
    const refresh = this.sign(String(row.id), String(row.role), 'refresh')
    return {
      access_token: this.sign(String(row.id), String(row.role), 'access'),
      refresh_token: refresh,
      user: { id: row.id, email: row.email },
    }
  }

  private refresh(context: Context): unknown {
    const token = this.string(context, 'refresh_token', 2000)
    const claims = this.verify(token)
    if (claims === null || claims.use !== 'refresh' || (!this.has('refresh-reuse') && this.families.has(claims.sub)))
      throw new Refusal(401, 'refresh refused')
    if (this.usedRefresh.has(claims.jti) && !this.has('refresh-reuse')) {
      this.families.add(claims.sub)
      throw new Refusal(401, 'refresh refused')
    }
    this.usedRefresh.add(claims.jti)
    return { access_token: this.sign(claims.sub, claims.role, 'access'), refresh_token: this.sign(claims.sub, claims.role, 'refresh') }
  }

  private logout(context: Context): unknown {
    const user = this.required(context)
    if (!this.has('logout-ignored')) {
      this.revoked.add(user.jti)
      this.families.add(user.sub)
    }
    return { done: true }
  }

  private me(context: Context): unknown {
    const user = this.required(context)
    const row = this.database.prepare('SELECT * FROM users WHERE id = ?').get(user.sub) as Row | undefined
    if (row === undefined) return this.has('signature-ignored') || this.has('alg-none') ? { id: user.sub } : this.missing()
    return {
      id: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      ...(this.has('password-hash-shown') ? { password_hash: row.hash } : {}),
    }
  }

  private updateMe(context: Context): unknown {
    const user = this.required(context)
    this.database.prepare('UPDATE users SET name = ? WHERE id = ?').run(this.string(context, 'name'), user.sub)
    if (this.has('mass-assignment') && typeof context.body.role === 'string')
      this.database.prepare('UPDATE users SET role = ? WHERE id = ?').run(context.body.role, user.sub)
    return this.me(context)
  }

  private listOrders(context: Context): unknown {
    const owner = this.has('anonymous-orders') ? null : this.required(context)
    const limit = Math.max(1, Math.min(Math.trunc(Number(context.url.searchParams.get('limit') ?? 20)) || 20, 100))
    return {
      items:
        owner === null
          ? this.database.prepare('SELECT * FROM orders LIMIT ?').all(limit)
          : this.database.prepare('SELECT * FROM orders WHERE owner = ? LIMIT ?').all(owner.sub, limit),
    }
  }

  private createOrder(context: Context): unknown {
    const user = this.required(context)
    const quantity = context.body.quantity
    if (!Number.isInteger(quantity) || Number(quantity) < 1 || Number(quantity) > 1000)
      throw new Refusal(400, 'quantity must be a whole number from 1 to 1000')
    const row = { id: randomUUID(), owner: user.sub, note: this.string(context, 'note'), quantity: Number(quantity) }
    this.database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)').run(row.id, row.owner, row.note, row.quantity)
    context.response.statusCode = 201
    return row
  }

  private order(context: Context, weakness: Weakness): Row {
    const user = this.required(context)
    const row = this.database.prepare('SELECT * FROM orders WHERE id = ?').get(context.parameters[0] ?? '') as Row | undefined
    if (row === undefined || (row.owner !== user.sub && !this.has(weakness))) return this.missing()
    return row
  }

  private updateOrder(context: Context): unknown {
    const row = this.order(context, 'bola-write')
    this.database.prepare('UPDATE orders SET note = ? WHERE id = ?').run(this.string(context, 'note'), row.id ?? '')
    return { ...row, note: context.body.note }
  }

  private deleteOrder(context: Context): unknown {
    const id = context.parameters[0] ?? ''
    if (!this.has('anonymous-delete') || context.user !== null) this.order(context, 'bola-delete')
    this.database.prepare('DELETE FROM orders WHERE id = ?').run(id)
    return { deleted: true }
  }

  private async vote(context: Context): Promise<unknown> {
    const key = `${context.parameters[0]} ${this.required(context).sub}`
    if (this.votes.has(key)) throw new Refusal(409, 'voted already')
    if (this.has('vote-race')) await this.meet()
    this.votes.add(key)
    return { voted: true }
  }

  private disable(context: Context): unknown {
    if (!this.has('default-admin') || this.required(context).role !== 'admin') throw new Refusal(403, 'administrators only')
    this.disabled.add(context.parameters[0] ?? '')
    return { disabled: true }
  }

  private products({ url }: Context): unknown {
    const limit = Number(url.searchParams.get('limit') ?? 20)
    const bounded = this.has('unbounded-list')
      ? Number.isFinite(limit) && limit > 0
        ? limit
        : 1_000_000
      : Math.min(Math.max(1, Math.trunc(limit) || 20), 100)
    const term = url.searchParams.get('q') ?? ''
    const items = this.has('sql-search')
      ? this.database.prepare(`SELECT * FROM products WHERE name LIKE '%${term}%' LIMIT ${bounded}`).all()
      : this.database.prepare('SELECT * FROM products WHERE name LIKE ? LIMIT ?').all(`%${term}%`, bounded)
    return { query: term, items }
  }

  private product({ parameters }: Context): unknown {
    const id = parameters[0] ?? ''
    if (!this.has('sql-id') && !/^\d{1,9}$/.test(id)) return this.missing()
    const row = this.has('sql-id')
      ? this.database.prepare(`SELECT * FROM products WHERE id = ${id}`).get()
      : this.database.prepare('SELECT * FROM products WHERE id = ?').get(Number(id))
    return row ?? this.missing()
  }

  private adminUsers(context: Context): unknown {
    const user = this.required(context)
    if (user.role !== 'admin' && !this.has('admin-open')) throw new Refusal(403, 'administrators only')
    return { users: this.database.prepare('SELECT id, email, role FROM users LIMIT 50').all() }
  }

  private ping(context: Context): unknown {
    this.required(context)
    const host = this.string(context, 'host')
    if (!this.has('command') && !/^[\w.-]+$/.test(host)) throw new Refusal(400, 'host must be a name')
    const product = /(?:;|\||\$\(|`|&|\n)\s*expr (\d+) \\?\* (\d+)/.exec(host)
    return {
      output:
        this.has('command') && product !== null
          ? `PING\n${Number(product[1]) * Number(product[2])}`
          : `PING ${host.replace(/[^\w.-]/g, '')}`,
    }
  }

  private render(context: Context): unknown {
    this.required(context)
    const template = this.string(context, 'template')
    return {
      text: this.has('template')
        ? template.replace(/\{\{\s*(\d+)\s*\*\s*(\d+)\s*\}\}/g, (_whole, a: string, b: string) => String(Number(a) * Number(b)))
        : template,
    }
  }

  private file(context: Context): unknown {
    this.required(context)
    const name = context.url.searchParams.get('name') ?? ''
    if (this.has('traversal') && /etc\/passwd$/.test(name)) return this.text(context, 'text/plain', 'root:x:0:0:root:/root:/bin/sh\n')
    if (name === 'readme.txt') return this.text(context, 'text/plain', 'hello')
    return this.missing()
  }

  private async fetchUrl(context: Context): Promise<unknown> {
    this.required(context)
    const url = this.string(context, 'url')
    if (!this.has('ssrf')) {
      if (!/^https:\/\/[\w.-]+\.[a-z]{2,}(?:\/|$)/.test(url)) throw new Refusal(400, 'url must be public')
      return { queued: true }
    }
    return new Promise((resolve) => {
      const call = httpRequest(url, (answer) => {
        answer.resume()
        resolve({ status: answer.statusCode ?? 0 })
      })
      call.on('error', () => resolve({ status: 0 }))
      call.end()
    })
  }

  private greet(context: Context): unknown {
    const name = context.url.searchParams.get('name') ?? 'you'
    const safe = this.has('xss') ? name : name.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    return this.text(context, 'text/html; charset=utf-8', `<!doctype html><title>hello</title><p>Hello ${safe}</p>`)
  }

  private go(context: Context): unknown {
    const to = context.url.searchParams.get('next') ?? '/'
    context.response.statusCode = 302
    context.response.setHeader('location', this.has('redirect') || /^\/(?![/\\])/.test(to) ? to : '/')
    context.response.end()
    return undefined
  }

  private metrics(context: Context): unknown {
    if (!this.has('metrics-open')) return this.missing()
    return this.text(
      context,
      'text/plain',
      '# HELP http_requests_total Requests\n# TYPE http_requests_total counter\nhttp_requests_total 3\n',
    )
  }
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** What the sample service says of itself. */
export function sampleSpecification(): {
  readonly openapi: string
  readonly info: { readonly title: string }
  readonly paths: Record<string, unknown>
} {
  const text = { type: 'string' }
  const body = (properties: Record<string, unknown>): unknown => ({
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } } },
    },
  })
  const query = (...names: string[]): unknown => ({ parameters: names.map((name) => ({ name, in: 'query', schema: text })) })
  const secured = { security: [{ bearer: [] }] }
  return {
    openapi: '3.1.0',
    info: { title: 'sample' },
    paths: {
      '/auth/register': { post: { ...(body({ email: { type: 'string', format: 'email' }, password: text }) as object), security: [] } },
      '/auth/login': { post: { ...(body({ email: text, password: text }) as object), security: [] } },
      '/auth/refresh': { post: { ...(body({ refresh_token: text }) as object), security: [] } },
      '/auth/logout': { post: { ...secured } },
      '/me': { get: { ...secured }, patch: { ...secured, ...(body({ name: text }) as object) } },
      '/orders': {
        get: { ...secured, ...(query('limit') as object) },
        post: { ...secured, ...(body({ note: text, quantity: { type: 'integer', minimum: 1 } }) as object) },
      },
      '/orders/{id}': { get: { ...secured }, put: { ...secured, ...(body({ note: text }) as object) }, delete: { ...secured } },
      '/orders/{id}/vote': { post: { ...secured } },
      '/admin/users/{id}/disable': { post: { ...secured } },
      '/products': { get: { ...(query('q', 'limit') as object), security: [] } },
      '/products/{id}': { get: { security: [] } },
      '/admin/users': { get: { ...secured } },
      '/tools/ping': { post: { ...secured, ...(body({ host: { type: 'string', example: 'localhost' } }) as object) } },
      '/tools/render': { post: { ...secured, ...(body({ template: text }) as object) } },
      '/files': {
        get: { ...secured, parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string', example: 'readme.txt' } }] },
      },
      '/webhooks/test': { post: { ...secured, ...(body({ url: { type: 'string', format: 'uri' } }) as object) } },
      '/greet': { get: { ...(query('name') as object), security: [] } },
      '/go': { get: { ...(query('next') as object), security: [] } },
      '/health': { get: { security: [] } },
    },
  }
}
