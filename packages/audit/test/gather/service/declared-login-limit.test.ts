import type { RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { numbersIn } from '../../../src/gather/service/probes/declared-limits.ts'
import { probeLoginThrottle } from '../../../src/gather/service/probes/login-throttle.ts'
import { type Asked, jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'

const LIMIT = 60

/** Logins are limited by what the key says, at more than are tried without being told of a limit. */
function service(keyOf: (asked: Asked) => string) {
  const users = new Map<string, unknown>()
  const counts = new Map<string, number>()
  return jsonServer((asked) => {
    const { path, body, headers } = asked
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { id: users.size, email }]
    }
    if (path === '/login') {
      const count = (counts.get(keyOf(asked)) ?? 0) + 1
      counts.set(keyOf(asked), count)
      if (count > LIMIT) return [429, { error: 'slow down' }]
      return users.get(email) === body.password ? [200, { token: `token-of-${email}` }] : [401, { error: 'wrong' }]
    }
    const bearer = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    return bearer !== undefined && users.has(bearer) ? [200, { id: 1, email: bearer }] : [401, { error: 'who are you' }]
  })
}

const route = { method: 'POST', path: '/login', place: { file: 'app.ts', line: 9 }, rateLimits: ['LoginThrottle'] } as unknown as RouteFact
const operations = USER_OPERATIONS.map((operation) =>
  operation.path === '/login'
    ? { ...operation, file: 'app.ts', line: 9, gaps: new Set<string>() }
    : { ...operation, gaps: new Set<string>() },
)

it.each([
  ['that trusts any forwarded address', ({ headers }: Asked) => String(headers['x-forwarded-for'] ?? 'socket'), 'fail'],
  ['that does not', () => 'socket', 'pass'],
])('a limit of the login above what is tried otherwise, which the source shows, %s', async (_name, keyOf, outcome) => {
  const facts = await probeAt(service(keyOf), probeLoginThrottle, ['loginThrottle', 'rateSpoofing', 'accountLockout'], {
    operations,
    routes: [route],
    registers: true,
  })
  const decided = liveOutcome('rate.spoof-resistance', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
})

it('a login that takes forms alone is asked with them from forged addresses too', async () => {
  const users = new Map<string, unknown>()
  let wrong = 0
  const server = jsonServer(({ path, body, headers, raw }) => {
    if (path === '/register') {
      users.set(String(body.email), body.password)
      return [201, { email: body.email }]
    }
    const bearer = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    if (path !== '/login') return users.has(bearer ?? '') ? [200, { email: bearer }] : [401, {}]
    if (!/urlencoded/.test(String(headers['content-type']))) return [415, {}]
    const form = new URLSearchParams(raw)
    const email = String(form.get('email') ?? form.get('username'))
    if (wrong > 5 && users.size > 2) return [429, {}]
    if (users.get(email) === form.get('password')) return [200, { token: `token-of-${email}` }]
    wrong += 1
    return [400, { error: 'wrong' }]
  })
  const facts = await probeAt(server, probeLoginThrottle, ['loginThrottle', 'rateSpoofing'], { operations, registers: true })
  const decided = liveOutcome('rate.spoof-resistance', facts)
  expect(decided.outcome, decided.text).toBe('pass')
})

it.each<readonly [string, readonly string[], boolean, string]>([
  ['limited', ['/auth/login', '/api/login'], true, 'pass'],
  ['unlimited', ['/auth/login', '/api/login'], false, 'fail'],
  ['known to the configuration alone', ['/api/login'], false, 'not-verified'],
])('where an administrator is declared, the login that let them in is asked: %s', async (_name, paths, isLimited, outcome) => {
  let wrong = 0
  const server = jsonServer(({ path, body }) => {
    if (path !== '/auth/login') return [401, { error: 'a token is missing' }]
    if (body.password === 'harbour-master-7') return [200, { token: 'of-the-administrator' }]
    wrong += 1
    return isLimited && wrong > 5 ? [429, {}] : [401, { error: 'wrong' }]
  })
  const fields = { type: 'object', properties: { email: { type: 'string' }, password: { type: 'string' } } }
  const body = { email: 'admin@boats.example', password: 'harbour-master-7' }
  const facts = await probeAt(server, probeLoginThrottle, ['loginThrottle'], {
    operations: paths.map((path) => ({ ...operationOf('POST', path, fields), purpose: 'login' as const })).toReversed(),
    identities: [{ name: 'admin', role: 'admin', login: { method: 'POST', path: '/auth/login', body, encoding: 'json' } }],
  })
  const decided = liveOutcome('auth.login-throttle', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
})

it.each([
  [20, 'partial'],
  [25, 'partial'],
  [50, 'fail'],
])('a limit of %i attempts, of which the one that comes in counts too', async (most, outcome) => {
  const users = new Map<string, unknown>()
  let count = 0
  const server = jsonServer(({ path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { email }]
    }
    const bearer = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    if (path !== '/login') return users.has(bearer ?? '') ? [200, { email: bearer }] : [401, {}]
    // Other users of the run come in before.
    if (users.size > 2) count += 1
    if (count > most) return [429, {}]
    return users.get(email) === body.password ? [200, { token: `token-of-${email}` }] : [401, { error: 'wrong' }]
  })
  const facts = await probeAt(server, probeLoginThrottle, ['loginThrottle'], { operations, routes: [route], registers: true })
  const decided = liveOutcome('auth.login-throttle', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
})

it.each([
  ['5 per minute; 100/hour', [5, 100]],
  ['rateLimit({ windowMs: 60_000, max: 300 })', [300]],
  ["{ limit: 10, ttl: '1m' }", [10]],
  ['RateLimitMiddleware', []],
])('the requests of the limit %s', (words, numbers) => {
  expect(numbersIn(words)).toEqual(numbers)
})
