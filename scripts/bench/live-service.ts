// A healthy service of as many operations as asked, in a process of its own: accounts, and collections of five operations each.
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const operations = Number(process.argv[2] ?? 15)
const collections = Array.from({ length: Math.max(1, Math.round((operations - 5) / 5)) }, (_value, index) => `things${index + 1}`)
const secret = randomBytes(32)
const users = new Map<string, { readonly id: string; readonly email: string; readonly password: string; failures: number }>()
const objects = new Map<string, { readonly owner: string; readonly value: Record<string, unknown> }>()
const windows = new Map<string, { until: number; count: number }>()

const seal = (input: string): string => createHmac('sha256', secret).update(input).digest('base64url')
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenOf(id: string): string {
  const now = Math.floor(Date.now() / 1000)
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: id, iat: now, exp: now + 600, iss: 'bench', aud: 'bench' })}`
  return `${input}.${seal(input)}`
}

function callerOf(request: IncomingMessage): string | null {
  const [head = '', claims = '', signature = ''] = (request.headers.authorization ?? '').replace(/^Bearer /, '').split('.')
  if (signature === '' || signature !== seal(`${head}.${claims}`)) return null
  const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; exp: number }
  return exp * 1000 > Date.now() && [...users.values()].some(({ id }) => id === sub) ? sub : null
}

function isLimited(request: IncomingMessage): boolean {
  const key = request.socket.remoteAddress ?? ''
  const window = windows.get(key)
  if (window === undefined || window.until < Date.now()) {
    windows.set(key, { until: Date.now() + 60_000, count: 1 })
    return false
  }
  window.count += 1
  return window.count > 150
}

const isText = (value: unknown, maximum: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= maximum && !value.includes('\0')

function answer(request: IncomingMessage, text: string): readonly [number, unknown] {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench.invalid')
  if (pathname === '/health') return [200, { status: 'ok' }]
  const body = bodyOf(text)
  if (body === null) return [400, { title: 'malformed', status: 400 }]
  if (pathname === '/register' && request.method === 'POST') {
    const { email, password } = body
    if (!isText(email, 200) || !email.includes('@') || !isText(password, 128) || password.length < 12)
      return [422, { title: 'invalid', status: 422 }]
    if (users.has(email)) return [409, { title: 'cannot register', status: 409 }]
    const user = { id: randomUUID(), email, password, failures: 0 }
    users.set(email, user)
    return [201, { id: user.id, email }]
  }
  if (pathname === '/login' && request.method === 'POST') {
    const user = users.get(String(body.email))
    if (user !== undefined && user.failures >= 5) return [429, { title: 'slow down', status: 429 }]
    if (user === undefined || user.password !== body.password) {
      if (user !== undefined) user.failures += 1
      return [401, { title: 'wrong address or password', status: 401 }]
    }
    return [200, { access_token: tokenOf(user.id) }]
  }
  const [, collection = '', id, ...rest] = pathname.split('/')
  const isKnown = (collection === 'me' && id === undefined) || (collections.includes(collection) && rest.length === 0)
  if (!isKnown) return [404, { title: 'not found', status: 404 }]
  const caller = callerOf(request)
  if (caller === null) return [401, { title: 'log in first', status: 401 }]
  if (collection === 'me') return meAnswer(request.method ?? '', caller)
  return id === undefined
    ? collectionAnswer(request.method ?? '', collection, caller, body, searchParams)
    : itemAnswer(request.method ?? '', id, caller, body)
}

function meAnswer(method: string, caller: string): readonly [number, unknown] {
  const user = [...users.values()].find(({ id }) => id === caller)
  if (method === 'GET') return [200, { id: caller, email: user?.email }]
  if (method !== 'DELETE') return [405, { title: 'method', status: 405 }]
  users.delete(user?.email ?? '')
  return [204, null]
}

function collectionAnswer(
  method: string,
  collection: string,
  caller: string,
  body: Record<string, unknown>,
  query: URLSearchParams,
): readonly [number, unknown] {
  if (method === 'GET') {
    const wanted = query.get('q') ?? ''
    const own = [...objects]
      .filter(([key, { owner }]) => key.startsWith(`${collection} `) && owner === caller)
      .map(([, { value }]) => value)
    return [200, { items: own.filter(({ title }) => String(title).includes(wanted)).slice(0, 50) }]
  }
  if (method !== 'POST') return [405, { title: 'method', status: 405 }]
  if (!isThing(body)) return [422, { title: 'invalid', status: 422 }]
  const value = { id: randomUUID(), title: body.title, amount: body.amount }
  objects.set(`${collection} ${value.id}`, { owner: caller, value })
  return [201, value]
}

function itemAnswer(method: string, id: string, caller: string, body: Record<string, unknown>): readonly [number, unknown] {
  const [key, object] = [...objects].find(([name]) => name.endsWith(` ${id}`)) ?? ['', undefined]
  if (object === undefined || object.owner !== caller) return [404, { title: 'not found', status: 404 }]
  if (method === 'GET') return [200, object.value]
  if (method === 'DELETE') {
    objects.delete(key)
    return [204, null]
  }
  if (method !== 'PUT') return [405, { title: 'method', status: 405 }]
  if (!isThing(body)) return [422, { title: 'invalid', status: 422 }]
  Object.assign(object.value, { title: body.title, amount: body.amount })
  return [200, object.value]
}

function isThing(body: Record<string, unknown>): boolean {
  const known = Object.keys(body).every((name) => name === 'title' || name === 'amount')
  return known && isText(body.title, 200) && Number.isInteger(body.amount) && Number(body.amount) > 0 && Number(body.amount) < 1e6
}

function bodyOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function specification(): unknown {
  const thing = {
    type: 'object',
    required: ['title', 'amount'],
    properties: { title: { type: 'string', maxLength: 200 }, amount: { type: 'integer', minimum: 1 } },
  }
  const credentials = {
    type: 'object',
    required: ['email', 'password'],
    properties: { email: { type: 'string', format: 'email' }, password: { type: 'string', minLength: 12 } },
  }
  const taking = (schema: unknown): unknown => ({
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { 200: { description: 'ok' } },
  })
  const plain = { responses: { 200: { description: 'ok' } } }
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
  const things = collections.flatMap((name) => [
    [`/${name}`, { get: { ...plain, parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] }, post: taking(thing) }] as const,
    [`/${name}/{id}`, { parameters: [id], get: plain, put: taking(thing), delete: plain }] as const,
  ])
  return {
    openapi: '3.0.3',
    info: { title: 'bench', version: '1' },
    paths: {
      '/health': { get: plain },
      '/register': { post: taking(credentials) },
      '/login': { post: taking(credentials) },
      '/me': { get: plain, delete: plain },
      ...Object.fromEntries(things),
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json')
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  if (isLimited(request)) {
    response.writeHead(429, { 'retry-after': '60' }).end('{"title":"slow down","status":429}')
    return
  }
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > 100_000) {
      response.writeHead(413, { connection: 'close' }).end('{"title":"too large","status":413}')
      return
    }
  }
  const isJson = text === '' || (request.headers['content-type'] ?? '').startsWith('application/json')
  const [status, value] =
    request.url === '/openapi.json' ? [200, specification()] : isJson ? answer(request, text) : [415, { title: 'send JSON', status: 415 }]
  response.writeHead(status).end(value === null ? '' : JSON.stringify(value))
}

const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
