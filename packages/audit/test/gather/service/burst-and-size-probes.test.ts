import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BurstImpact } from '../../../src/gather/service/probes/burst-impact.ts'
import { probeDeserialization } from '../../../src/gather/service/probes/deserialization.ts'
import { probeSizeLimits } from '../../../src/gather/service/probes/size-limits.ts'
import { probeTokens } from '../../../src/gather/service/probes/tokens.ts'
import { probeWindowEdge } from '../../../src/gather/service/probes/window-edge.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { TokenFact } from '../../../src/model/facts/service.ts'
import { known } from '../../../src/model/facts.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Answers nobody while so many connections have sent no whole request: a few threads that each wait for one. */
function heldUpBy(most: number): Server {
  const waiting = new Set<Socket>()
  const server = createServer(async (request, response) => {
    waiting.delete(request.socket)
    while (waiting.size >= most) await wait(20)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  server.on('connection', (socket: Socket) => {
    waiting.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => waiting.delete(socket))
  })
  return server
}

describe('a burst', () => {
  const burst = (probing: Probing): Promise<void> =>
    new BurstImpact(probing)
      .around(
        async () => {
          for (let round = 0; round < 6; round += 1)
            await Promise.all(Array.from({ length: 10 }, () => probing.client.send({ method: 'GET', path: '/work', takesLimits: true })))
        },
        () => 60,
      )
      .then(() => undefined)
  it.each<readonly [string, Server, string, string]>([
    ['beside which others are served', jsonServer(() => [200, {}]), 'pass', ''],
    [
      'that holds everybody up',
      jsonServer(({ path }) => {
        const until = performance.now() + (path === '/work' ? 120 : 0)
        while (performance.now() < until);
        return [200, {}]
      }),
      'fail',
      'likely',
    ],
    ['that clients who never finish hold up until they leave', heldUpBy(8), 'fail', 'possible'],
  ])(
    '%s',
    async (_name, server, outcome, confidence) => {
      const facts = await probeAt(server, burst, ['burstImpact'], { operations: [operationOf('GET', '/work')] })
      const decided = liveOutcome('rate.burst-protection', facts)
      expect(decided.outcome, decided.text).toBe(outcome)
      expect(decided.text).toContain(confidence)
    },
    30_000,
  )
})

describe('a packed body', () => {
  const TAKES = operationOf('POST', '/things', { type: 'object', properties: { name: { type: 'string' } } })
  const server = (unpack: (body: Buffer) => Buffer | null): Server =>
    createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const sent = Buffer.concat(chunks)
        const answer = (status: number): void => void response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":1}')
        try {
          const body = request.headers['content-encoding'] === 'gzip' ? unpack(sent) : sent
          if (body === null) return answer(415)
          if (sent.length > 1_000_000) return answer(413)
          JSON.parse(body.toString() || '{}')
          answer(201)
        } catch (error) {
          answer((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 413 : 400)
        }
      })
    })
  it.each<readonly [string, (body: Buffer) => Buffer | null, string, string]>([
    ['that is unpacked whatever comes out', (body) => gunzipSync(body), 'fail', 'unpacks to 12 MiB got 201'],
    ['that may unpack to a megabyte', (body) => gunzipSync(body, { maxOutputLength: 1_000_000 }), 'pass', ''],
    ['that is not unpacked', () => null, 'pass', ''],
  ])('%s', async (_name, unpack, outcome, text) => {
    const decided = liveOutcome('input.size-limits', {
      ...(await probeAt(server(unpack), probeSizeLimits, ['sizeLimits'], { operations: [TAKES] })),
    })
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
})

describe('an object in a cookie', () => {
  it.each<readonly [string, boolean, string]>([
    ['that is read by a careless reader', true, 'fail'],
    ['that is signed', false, 'pass'],
  ])(
    '%s',
    async (_name, isCareless, outcome) => {
      const state = Buffer.from('{"theme":"dark"}').toString('base64')
      const server = jsonServer(async ({ path, headers }) => {
        if (path !== '/page') return [404, {}]
        const sent = decodeURIComponent(/prefs=([^;]+)/.exec(String(headers.cookie))?.[1] ?? '')
        const pickled = Buffer.from(sent, 'base64').toString('latin1')
        const seconds = isCareless ? Number(/^ctime\nsleep\n\(F([\d.]+)/.exec(pickled)?.[1] ?? 0) : 0
        await wait(seconds * 1000)
        return [200, { page: 1 }, { 'set-cookie': `prefs=${state}` }]
      })
      const facts = await probeAt(server, (probing) => probeDeserialization(probing, []), ['deserialization'], {
        operations: [operationOf('GET', '/page')],
        startedByUs: true,
      })
      const decided = liveOutcome('input.deserialization', facts)
      expect(decided.outcome, decided.text).toBe(outcome)
    },
    20_000,
  )
})

describe("a window's edge", () => {
  const LIMIT = 6
  const WINDOW_MS = 3000
  it.each<readonly [string, boolean, string]>([
    ['of a window that begins anew', true, 'fail'],
    ['of one that slides', false, 'pass'],
  ])('%s', async (_name, isFixed, outcome) => {
    let times: number[] = []
    let since = 0
    const server = jsonServer(() => {
      const now = performance.now()
      if (isFixed && now - since >= WINDOW_MS) {
        since = now
        times = []
      }
      if (!isFixed) times = times.filter((time) => now - time < WINDOW_MS)
      const isOver = times.length >= LIMIT
      if (!isOver) times.push(now)
      return [isOver ? 429 : 200, {}, { 'retry-after': '3' }]
    })
    const facts = await probeAt(
      server,
      async (probing) => {
        const ask = () => probing.client.send({ method: 'GET', path: '/', takesLimits: true })
        let last = await ask()
        while (last.status !== 429) last = await ask()
        await wait(WINDOW_MS + 100)
        await probeWindowEdge(probing, { operation: null, request: { method: 'GET', path: '/' }, identity: 'anonymous' }, last, LIMIT)
      },
      ['rateRecovery'],
    )
    const decided = liveOutcome('rate.recovery', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
  })
})

describe('a token with the right signature', () => {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const sign = (claims: object): string => {
    const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
    return `${input}.${createHmac('sha256', 'secret').update(input).digest('base64url')}`
  }
  it.each<readonly [string, boolean, string, string]>([
    ['of another service is taken', false, 'fail', 'made for another service (aud)'],
    ['of another service is refused', true, 'pass', ''],
  ])('%s', async (_name, looks, outcome, text) => {
    const now = Math.floor(Date.now() / 1000)
    const good = sign({ sub: '1', iss: 'us', aud: 'us', iat: now, exp: now + 600 })
    const server = jsonServer(({ path, headers }) => {
      if (path !== '/me') return [404, {}]
      const [head, body, signature] = String(headers.authorization).replace('Bearer ', '').split('.')
      const isSigned = signature === createHmac('sha256', 'secret').update(`${head}.${body}`).digest('base64url')
      const claims = isSigned ? (JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as Record<string, unknown>) : {}
      const isLive = Number(claims.exp) > Date.now() / 1000
      return isSigned && isLive && (!looks || (claims.aud === 'us' && claims.iss === 'us')) ? [200, { id: 1 }] : [401, {}]
    })
    const facts = await probeAt(server, probeTokens, ['tokenUse'], {
      operations: [operationOf('GET', '/me')],
      identities: [{ name: 'ann', role: 'user', headers: { authorization: `Bearer ${good}` } }],
    })
    const decided = liveOutcome('auth.token-claims', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
})

describe('the end of a session', () => {
  const token = (parts: Partial<TokenFact>): TokenFact => ({
    identity: 'user-a',
    use: 'access',
    kind: 'jwt',
    algorithm: 'HS256',
    claims: [],
    issuer: null,
    audience: null,
    lifetimeSeconds: 900,
    sensitiveClaims: [],
    length: 100,
    ...parts,
  })
  it.each<readonly [string, readonly TokenFact[], string]>([
    ['is told by every token', [token({}), token({ use: 'refresh', lifetimeSeconds: 86_400 })], 'partial'],
    ['is told by no token', [token({ lifetimeSeconds: null })], 'fail'],
    ['comes after a year', [token({ kind: 'cookie', lifetimeSeconds: 31_536_000 })], 'fail'],
    ['is kept by the service', [token({ kind: 'opaque', lifetimeSeconds: null })], 'not-verified'],
    ['was not looked for', [], 'not-verified'],
  ])('%s', (_name, tokens, outcome) => {
    const none = known({ trials: [], notTried: [], requests: 0 })
    expect(liveOutcome('session.lifetime', { tokens: known(tokens), tokenLifetime: none }).outcome).toBe(outcome)
  })
})
