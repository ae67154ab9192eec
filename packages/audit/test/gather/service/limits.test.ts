import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { probeLimits } from '../../../src/gather/service/probes/limits.ts'
import { valueIfKnown } from '../../../src/model/facts.ts'
import { liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const LIMIT = 30
const USERS = ['ann', 'bob'].map((name) => ({ name, role: 'user' as const, headers: { Authorization: `Bearer token-of-${name}` } }))

/** Counts by what the key says; the last word of a request is 429. */
function limiting(keyOf: (request: IncomingMessage) => string): Server {
  const counts = new Map<string, number>()
  return createServer((request, response) => {
    const isUser = /^Bearer token-of-(?:ann|bob)$/.test(request.headers.authorization ?? '')
    if (!isUser) return void response.writeHead(401).end('{}')
    const key = keyOf(request)
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    response.writeHead(count > LIMIT ? 429 : 200, { 'content-type': 'application/json', 'retry-after': '60' }).end('[]')
  })
}

it.each([
  ['one counter for all', () => 'all', 'fail', 'one client that is limited limits all others too'],
  [
    'addresses',
    (request: IncomingMessage) => request.socket.remoteAddress ?? '',
    'pass',
    'the limit counts addresses, over all operations',
  ],
  ['users', (request: IncomingMessage) => request.headers.authorization ?? '', 'pass', 'the limit counts users, over all operations'],
  [
    'addresses and paths',
    (request: IncomingMessage) => `${request.socket.remoteAddress} ${request.url}`,
    'pass',
    'the limit counts addresses, each operation apart',
  ],
])('a limit that counts %s', async (_name, keyOf, outcome, text) => {
  const facts = await probeAt(limiting(keyOf), probeLimits, ['rateLimit', 'rateSpoofing', 'rateRecovery', 'rateKeying'], {
    operations: [operationOf('GET', '/orders'), operationOf('GET', '/products')],
    identities: USERS,
  })
  expect(liveOutcome('rate.keying', facts).outcome).toBe(outcome)
  expect(
    valueIfKnown(facts.rateKeying)
      ?.trials.map(({ effect }) => effect)
      .join(),
  ).toContain(text)
  expect(liveOutcome('rate.global-limit', facts).outcome).toBe('pass')
})

/**
 * A bucket a key, refilled a little whenever the service has nothing to answer: what comes in turn is let through now and then, what comes at once
 * is not, and no clock decides.
 */
function refilling(keyOf: (request: IncomingMessage) => string): Server {
  const buckets = new Map<string, { left: number; at: number }>()
  let now = 0
  let open = 0
  return createServer((request, response) => {
    if (open === 0) now += 1 / 8
    open += 1
    const bucket = buckets.get(keyOf(request)) ?? { left: LIMIT, at: now }
    const left = Math.min(LIMIT, bucket.left + now - bucket.at)
    buckets.set(keyOf(request), { left: left >= 1 ? left - 1 : left, at: now })
    setTimeout(() => {
      open -= 1
      response.writeHead(left >= 1 ? 200 : 429, { 'content-type': 'application/json' }).end('[]')
    }, 10)
  })
}

it.each([
  ['of its own for each forged address', (request: IncomingMessage) => String(request.headers['x-forwarded-for'] ?? ''), true],
  ['for all', () => 'all', false],
])('a quickly refilled bucket %s', async (_name, keyOf, isOpen) => {
  const facts = await probeAt(refilling(keyOf), probeLimits, ['rateSpoofing'], {
    operations: [operationOf('GET', '/orders')],
    identities: USERS,
  })
  const seen = valueIfKnown(facts.rateSpoofing)?.trials.filter(({ saw }) => saw === 'effect')
  expect(seen?.map(({ name }) => name)).toEqual(isOpen ? ['x-forwarded-for'] : [])
})

it.each([
  [
    'that trusts any forwarded address',
    (request: IncomingMessage) => String(request.headers['x-forwarded-for'] ?? request.socket.remoteAddress),
    'fail',
  ],
  ['that looks at the socket', (request: IncomingMessage) => String(request.socket.remoteAddress), 'pass'],
])('a high limit of one operation, which the source shows, %s', async (_name, keyOf, outcome) => {
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/orders') !== true) return void response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
    const count = (counts.get(keyOf(request)) ?? 0) + 1
    counts.set(keyOf(request), count)
    response.writeHead(count > 400 ? 429 : 200, { 'content-type': 'application/json' }).end('[]')
  })
  const route = { method: 'GET', path: '/orders', place: { file: 'app.ts', line: 9 }, rateLimits: ['limits'] } as unknown as RouteFact
  const facts = await probeAt(server, probeLimits, ['rateLimit', 'rateSpoofing', 'rateRecovery', 'rateKeying', 'loginThrottle'], {
    operations: [operationOf('GET', '/agents'), { ...operationOf('GET', '/orders'), file: 'app.ts', line: 9 }],
    identities: USERS,
    routes: [route],
  })
  expect(liveOutcome('rate.spoof-resistance', facts).outcome).toBe(outcome)
  expect(liveOutcome('rate.headers', facts).text).toContain('The 429 of GET /orders carries no Retry-After')
  expect(liveOutcome('rate.global-limit', facts).text).toContain('GET /agents')
  expect(liveOutcome('rate.global-limit', facts).text).not.toContain('/orders')
})

it.each<readonly [string, boolean, string, string]>([
  ['by a header of the caller, and says nothing of when to come back', true, 'fail', 'fail'],
  ['by the address of the caller, and says when to come back', false, 'pass', 'partial'],
])('a limit of writes that the source has counts %s', async (_name, isLoose, spoofing, told) => {
  const route = {
    method: 'POST',
    path: '/letters',
    place: { file: 'app.py', line: 7 },
    rateLimits: ['answers 429'],
  } as unknown as RouteFact
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    const headers = { 'content-type': 'application/json', ...(isLoose ? {} : { 'retry-after': '60' }) }
    if (request.headers.authorization === undefined) return void response.writeHead(401, headers).end('{}')
    if (request.method !== 'POST') return void response.writeHead(200, headers).end('[]')
    const key = String((isLoose ? request.headers['x-forwarded-for'] : undefined) ?? request.socket.remoteAddress)
    counts.set(key, (counts.get(key) ?? 0) + 1)
    response.writeHead((counts.get(key) ?? 0) > LIMIT ? 429 : 201, headers).end('{"id":1}')
  })
  const write = {
    ...operationOf('POST', '/letters', { type: 'object', properties: { body: { type: 'string' } } }),
    file: 'app.py',
    line: 7,
  }
  const facts = await probeAt(server, probeLimits, ['rateLimit', 'rateSpoofing', 'rateRecovery', 'rateKeying', 'loginThrottle'], {
    operations: [operationOf('GET', '/letters'), write],
    identities: USERS,
    routes: [route],
    startedByUs: true,
  })
  const spoofed = liveOutcome('rate.spoof-resistance', facts)
  expect(spoofed.outcome, spoofed.text).toBe(spoofing)
  expect(liveOutcome('rate.headers', facts).outcome).toBe(told)
})

/** Lists that anybody reads; the counter of a key stands at the limit after so many requests. */
function lists(limitOf: (path: string) => { readonly key: string; readonly most: number } | null): Server {
  const counts = new Map<string, number>()
  return createServer((request, response) => {
    const limit = limitOf(request.url ?? '')
    const count = limit === null ? 0 : (counts.get(limit.key) ?? 0) + 1
    if (limit !== null) counts.set(limit.key, count)
    response.writeHead(limit !== null && count > limit.most ? 429 : 200, { 'content-type': 'application/json' }).end('[{"id":1}]')
  })
}

const LISTS = ['/articles', '/plans', '/authors', '/topics']

it.each([
  ['nothing', () => null, 'fail', LISTS],
  ['one list for itself', (path: string) => (path === '/topics' ? { key: path, most: 20 } : null), 'fail', LISTS.slice(0, 3)],
  ['all lists but one together', (path: string) => (path === '/articles' ? null : { key: 'all', most: 100 }), 'fail', ['/articles']],
  ['all lists together', () => ({ key: 'all', most: 200 }), 'pass', []],
])('a burst over what anybody reads where a limit counts %s', async (_name, limitOf, outcome, unlimited) => {
  const facts = await probeAt(lists(limitOf), probeLimits, ['rateLimit', 'rateSpoofing', 'rateRecovery', 'rateKeying'], {
    operations: LISTS.map((path) => operationOf('GET', path)),
    identities: USERS,
  })
  const { outcome: decided, text } = liveOutcome('rate.global-limit', facts)
  expect(decided).toBe(outcome)
  expect(text.split('\n')).toHaveLength(1)
  const together = valueIfKnown(facts.rateLimit)?.trials.find(({ name }) => name === 'burst over reads')
  expect(String(together?.details.unlimited ?? '')).toBe(unlimited.map((path) => `GET ${path}`).join('\n'))
})
