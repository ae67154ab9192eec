import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import { type AddressInfo, createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { CONTROLS } from '../../../src/controls/index.ts'
import { gatherService } from '../../../src/gather/service/gather-service.ts'
import { type GatheredFacts, valueIfKnown } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'

const open: { close(done: () => void): unknown }[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()))
})

const listen = async (server: Server | RawServer, host = '127.0.0.1', port = 0): Promise<number> => {
  open.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return (server.address() as AddressInfo).port
}

const gather = (baseUrl: string, milliseconds = 20_000, signal = new AbortController().signal): Promise<GatheredFacts> =>
  gatherService({
    baseUrl,
    openapi: null,
    treeRoot: null,
    routes: [],
    paths: [],
    intensity: 'active',
    headers: {},
    identities: null,
    authorizedHosts: [],
    budget: { requests: 1200, milliseconds },
    startedByUs: false,
    runId: 'test-run',
    signal,
    onProgress: () => undefined,
  })

/** Findings of weight that live checks make of the facts: a false alarm, where the service has no such weakness. */
const alarms = (facts: GatheredFacts): readonly string[] =>
  CONTROLS.flatMap((control) => {
    if (!control.checks.some(({ method }) => method === 'live')) return []
    const outcome = decide(control, 'live', facts)
    return outcome.outcome === 'fail'
      ? outcome.findings
          .filter(({ severity }) => ['critical', 'high'].includes(severity ?? control.severity))
          .map(({ message }) => `${control.id}: ${message}`)
      : []
  })

/** Controls of weight that a service which showed nothing must not pass. */
const passes = (facts: GatheredFacts, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => {
    const control = CONTROLS.find((candidate) => candidate.id === id)
    return control !== undefined && decide(control, 'live', facts).outcome === 'pass'
  })
const WEIGHTY = ['authz.object-level', 'authz.function-level', 'input.sql-injection', 'input.command-injection', 'auth.login-throttle']

const SPECIFICATION = JSON.stringify({
  openapi: '3.0.3',
  paths: {
    '/login': { post: bodyOf({ email: { type: 'string' }, password: { type: 'string' } }) },
    '/register': { post: bodyOf({ email: { type: 'string' }, password: { type: 'string' } }) },
    '/orders': {
      get: { parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
      post: bodyOf({ note: { type: 'string' } }),
    },
    '/orders/{id}': { get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] }, delete: {} },
    '/admin/users': { get: {} },
  },
})

function bodyOf(properties: unknown): unknown {
  return { requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } }, security: [] }
}

/** A service that shows the specification and answers everything else in its own way. */
const specified =
  (answer: RequestListener): RequestListener =>
  (request, response) => {
    if (request.url === '/openapi.json') response.setHeader('content-type', 'application/json').end(SPECIFICATION)
    else answer(request, response)
  }

const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

const HTML = '<!doctype html><html><head><title>App</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
const WAF =
  '<html><head><title>Request blocked</title></head><body><h1>403 Forbidden</h1><p>Your request was blocked by the firewall.</p></body></html>'

const SERVERS: readonly (readonly [string, RequestListener])[] = [
  ['a specification that lies', (_request, response) => json(response, 404, { error: 'not found' })],
  [
    'a registration that waits for a mail',
    (request, response) =>
      request.url === '/register'
        ? json(response, 202, { message: 'We sent you a mail. Follow its link.' })
        : request.url === '/login'
          ? json(response, 403, { error: 'confirm your mail address first' })
          : json(response, 401, { error: 'log in' }),
  ],
  [
    'a login that wants a captcha',
    (request, response) =>
      request.url === '/register' || request.url === '/login'
        ? json(response, 400, { error: 'captcha is required', field: 'captcha' })
        : json(response, 401, { error: 'log in' }),
  ],
  ['the same page for every path', (_request, response) => void response.setHeader('content-type', 'text/html').end(HTML)],
  ['the same object for every path', (_request, response) => json(response, 200, { status: 'ok', id: 1 })],
  ['success with an error in it', (_request, response) => json(response, 200, { success: false, error: 'not allowed', code: 401 })],
  ['401 everywhere', (_request, response) => json(response, 401, { error: 'log in' })],
  ['403 everywhere', (_request, response) => json(response, 403, { error: 'forbidden' })],
  ['429 everywhere', (_request, response) => void response.writeHead(429, { 'retry-after': '3600' }).end()],
  ['the page of a firewall everywhere', (_request, response) => void response.writeHead(403, { 'content-type': 'text/html' }).end(WAF)],
  [
    'a firewall that answers attacks alone',
    (request, response) =>
      /['"<>]|%2[27]|%3c|\.\.|sleep|select/i.test(request.url ?? '')
        ? void response.writeHead(403, { 'content-type': 'text/html' }).end(WAF)
        : json(response, 200, { items: [] }),
  ],
  ['redirects in a circle', (request, response) => void response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end()],
  ['errors that are not JSON', (_request, response) => void response.writeHead(400, { 'content-type': 'application/json' }).end('<oops>')],
  [
    'a charset of its own',
    (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/json; charset=utf-7' }).end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  ],
  [
    'the echo of what it is asked, as text',
    (request, response) =>
      void response.setHeader('content-type', 'text/plain').setHeader('x-content-type-options', 'nosniff').end(request.url),
  ],
  [
    'another answer each time',
    (_request, response) =>
      json(response, 200, { items: Array.from({ length: Math.ceil(Math.random() * 9) }, () => ({ id: Math.random() })) }),
  ],
  [
    'doubled headers',
    (_request, response) =>
      void response
        .writeHead(200, ['content-type', 'application/json', 'content-type', 'text/html', 'set-cookie', 'a=1', 'set-cookie', 'a=2'])
        .end('{}'),
  ],
]

describe('services that answer oddly', () => {
  it.each(SERVERS)(
    '%s: nothing of weight is alleged',
    async (_name, answer) => {
      const port = await listen(createServer(specified(answer)))
      const facts = await gather(`http://127.0.0.1:${port}`)
      expect(alarms(facts)).toEqual([])
      expect(passes(facts, ['authz.object-level', 'authz.function-level'])).toEqual([])
    },
    60_000,
  )
})

const SLOW: readonly (readonly [string, RequestListener])[] = [
  [
    'streams without an end',
    (_request, response) => {
      const timer = setInterval(() => response.write('data: x\n\n'), 5)
      response.on('close', () => clearInterval(timer))
    },
  ],
  ['bodies of many megabytes', (_request, response) => void response.end(Buffer.alloc(20_000_000, 'x'))],
  ['bombs', (_request, response) => void response.setHeader('content-encoding', 'gzip').end(BOMB)],
  ['answers that take their time', (_request, response) => void setTimeout(() => json(response, 404, {}), 1500)],
  ['no answer', () => undefined],
  ['half an answer', (_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('{"a":')],
  ['resets', (request) => void request.socket.resetAndDestroy()],
]
const BOMB = gzipSync(Buffer.alloc(100_000_000))

describe('services that answer slowly, or hardly', () => {
  it.each(SLOW)(
    '%s: the run ends within its budget and says what stopped it',
    async (_name, answer) => {
      let asked = 0
      const counted: RequestListener = (request, response) => {
        asked += 1
        if (asked < 3) json(response, 200, {})
        else answer(request, response)
      }
      const port = await listen(createServer(counted))
      const facts = await gather(`http://127.0.0.1:${port}`, 4000)
      expect(alarms(facts)).toEqual([])
      expect(passes(facts, WEIGHTY)).toEqual([])
      expect(valueIfKnown(facts.service)?.requests).toBeLessThan(1300)
    },
    60_000,
  )
})

describe('services that do not speak HTTP/1.1', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['garbage', (socket) => socket.end('\u0000\u0001\u0002 not http\r\n\r\n')],
    ['another protocol', (socket) => socket.write('220 mail.example ESMTP\r\n')],
    ['odd chunks', (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nnot a chunk')],
  ])(
    '%s: one message says so',
    async (_name, behave) => {
      const server = createRawServer((socket) => socket.once('data', () => behave(socket)))
      const port = await listen(server)
      await expect(gather(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ name: 'AuditError', code: 'TARGET_UNREACHABLE' })
    },
    30_000,
  )
  it('HTTP/2 alone: the message names it', async () => {
    const server = createHttp2Server((_request, response) => response.end('{}'))
    const port = await listen(server as unknown as RawServer)
    await expect(gather(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'TARGET_UNREACHABLE',
      message: expect.stringContaining('HTTP/1.1'),
    })
  }, 30_000)
})

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1') === true)
it.skipIf(!hasIpv6)(
  'a service on IPv6 alone (needs ::1 on this machine)',
  async () => {
    const port = await listen(createServer(specified((_request, response) => json(response, 404, {}))), '::1')
    const facts = await gather(`http://[::1]:${port}`)
    expect(valueIfKnown(facts.service)).toMatchObject({ isLoopback: true, openapi: { operations: 7 } })
  },
  30_000,
)

describe('services that fail under the run', () => {
  it('a run that is interrupted before it meets the service says so and passes nothing', async () => {
    const facts = await gather('http://127.0.0.1:1', 20_000, AbortSignal.abort())
    expect(valueIfKnown(facts.service)?.stopped).toContain('interrupted')
    expect(alarms(facts)).toEqual([])
    const live = CONTROLS.filter(({ checks }) => checks.some(({ method }) => method === 'live'))
    expect(live.filter((control) => decide(control, 'live', facts).outcome === 'pass').map(({ id }) => id)).toEqual([])
  })
  it('nothing but 5xx after a while: the run stops and says after how much', async () => {
    let asked = 0
    const port = await listen(
      createServer(
        specified((_request, response) => {
          asked += 1
          json(response, asked > 60 ? 500 : 404, { error: 'x' })
        }),
      ),
    )
    const facts = await gather(`http://127.0.0.1:${port}`)
    expect(valueIfKnown(facts.service)?.stopped).toMatch(/errors|5xx|stopped answering/)
    expect(asked).toBeLessThan(200)
    expect(alarms(facts)).toEqual([])
  }, 60_000)
  it('a service that is restarted in the middle: the run goes on', async () => {
    let asked = 0
    const answer = specified((_request, response) => json(response, 404, { error: 'not found' }))
    const server = createServer((request, response) => {
      asked += 1
      answer(request, response)
      if (asked !== 60) return
      const { port } = server.address() as AddressInfo
      server.close()
      for (const socket of sockets) socket.destroy()
      setTimeout(() => void listen(createServer(answer), '127.0.0.1', port), 400)
    })
    const port = await listen(server)
    const facts = await gather(`http://127.0.0.1:${port}`)
    expect(valueIfKnown(facts.service)).toMatchObject({ stopped: '' })
    expect(alarms(facts)).toEqual([])
  }, 60_000)
})
