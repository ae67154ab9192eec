import { describe, expect, it } from 'vitest'
import { probeCsrf } from '../../../src/gather/service/probes/csrf.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

/** A service with a session of cookies whose answers to preflights are given. */
function serviceWith(preflight: (origin: string) => Readonly<Record<string, string>>, cookie: string): ReturnType<typeof jsonServer> {
  const users = new Map<string, unknown>()
  return jsonServer(({ method, path, body, headers }) => {
    const origin = String(headers.origin ?? '')
    if (method === 'OPTIONS') return [204, '', preflight(origin)]
    if (path === '/register') {
      users.set(String(body.email), body.password)
      return [201, { id: users.size }]
    }
    if (path === '/login')
      return users.get(String(body.email)) === body.password
        ? [200, { ok: true }, { 'set-cookie': `sid=session-of-${body.email}; Path=/${cookie}` }]
        : [401, {}]
    const user = /sid=session-of-([^;]+)/.exec(String(headers.cookie))?.[1]
    if (user === undefined || !users.has(user)) return [401, {}]
    return path === '/me' ? [200, { email: user, phone: body.phone ?? '' }] : [404, {}]
  })
}

describe('a change that no form can send', () => {
  const reflecting = (origin: string) => ({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, PATCH',
  })
  it.each<readonly [string, (origin: string) => Readonly<Record<string, string>>, string, string]>([
    ['to any origin', reflecting, '', 'fail'],
    ['to any origin, for a cookie of this site alone', reflecting, '; SameSite=Lax', 'pass'],
    ['to its own origin', () => ({ ...reflecting('https://desk.example') }), '', 'not-verified'],
    ['without credentials', (origin) => ({ ...reflecting(origin), 'access-control-allow-credentials': 'false' }), '', 'not-verified'],
    ['by other methods', (origin) => ({ ...reflecting(origin), 'access-control-allow-methods': 'GET' }), '', 'not-verified'],
  ])('is allowed %s', async (_name, preflight, cookie, outcome) => {
    const operations = [
      { ...operationOf('POST', '/register', text('email', 'password')), purpose: 'register' as const },
      { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' as const },
      { ...operationOf('GET', '/me'), declaredAccess: 'authenticated' as const },
      operationOf('PATCH', '/me', text('phone')),
    ]
    const facts = await probeAt(serviceWith(preflight, cookie), probeCsrf, ['csrf'], { operations, registers: true })
    const answer = liveOutcome('api.csrf', facts)
    expect(answer.outcome, answer.text).toBe(outcome)
    if (outcome === 'fail') expect(answer.text).toContain('confirmed: PATCH /me')
  })
})
