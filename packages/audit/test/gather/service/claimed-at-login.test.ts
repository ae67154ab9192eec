import { expect, it } from 'vitest'
import { probeClaimedAtLogin } from '../../../src/gather/service/probes/claimed-at-login.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

interface Ways {
  /** What a login with scopes gives of them. */
  readonly granted: (asked: readonly string[]) => readonly string[]
  /** Scopes of a form are one text. */
  readonly isForm?: true
  /** Logins with scopes are too many. */
  readonly isBusy?: true
}

/** A service whose tokens name their scopes. */
function service({ granted, isForm, isBusy }: Ways) {
  const users = new Map<string, unknown>()
  const tokens = new Map<string, readonly string[]>()
  return jsonServer(({ path, text, headers }) => {
    const body =
      isForm === true && path === '/login'
        ? Object.fromEntries(new URLSearchParams(text))
        : (JSON.parse(text || '{}') as Record<string, unknown>)
    if (path === '/register') {
      users.set(String(body.email), body.password)
      return [201, { id: users.size, email: body.email }]
    }
    if (path === '/login') {
      if (users.get(String(body.email)) !== body.password) return [401, {}]
      if (isBusy === true && body.scopes !== undefined) return [429, {}]
      const asked = body.scopes ?? []
      const scopes = granted(typeof asked === 'string' ? asked.split(' ').filter((word) => word !== '') : (asked as readonly string[]))
      const token = `token-number-${tokens.size + 1}-of-many`
      tokens.set(token, scopes)
      return [200, { access_token: token }]
    }
    const scopes = tokens.get(String(headers.authorization).replace('Bearer ', ''))
    if (scopes === undefined) return [401, {}]
    if (path === '/me') return [200, { id: 1 }]
    return path === '/reports' && scopes.includes('admin') ? [200, { takings: 12 }] : [403, {}]
  })
}

const OWN = ['self']

it.each<readonly [string, Ways, string, string]>([
  [
    'all that is asked for is granted',
    { granted: (asked) => (asked.length > 0 ? asked : OWN) },
    'fail',
    'POST /login: an ordinary user who asks for',
  ],
  [
    'a text of what is asked for is granted',
    { granted: (asked) => (asked.length > 0 ? asked : OWN), isForm: true },
    'fail',
    'without it is not',
  ],
  [
    'what the account may is granted',
    { granted: (asked) => OWN.filter((scope) => asked.length === 0 || asked.includes(scope)) },
    'pass',
    '',
  ],
  ['no such login is answered', { granted: () => OWN, isBusy: true }, 'not-verified', ''],
  ['everybody may all', { granted: () => ['self', 'admin'] }, 'not-verified', ''],
])('scopes that a login is asked for: %s', async (_name, ways, outcome, told) => {
  const text = { type: 'string' }
  const properties = { email: text, password: text, scopes: ways.isForm === true ? text : { type: 'array', items: text } }
  const required = ['email', 'password']
  const operations = [
    {
      ...operationOf('POST', '/register', { type: 'object', properties: { email: text, password: text }, required }),
      purpose: 'register' as const,
    },
    {
      ...operationOf(
        'POST',
        '/login',
        { type: 'object', properties, required },
        ways.isForm === true ? 'application/x-www-form-urlencoded' : undefined,
      ),
      purpose: 'login' as const,
    },
    { ...operationOf('GET', '/me'), declaredAccess: 'authenticated' as const },
    { ...operationOf('GET', '/reports'), baselineStatus: 200, declaredAccess: 'privileged' as const },
  ].map((operation) => ({ ...operation, gaps: new Set<string>() }))
  const facts = await probeAt(service(ways), probeClaimedAtLogin, ['functionAccess'], { operations, registers: true, startedByUs: true })
  const seen = liveOutcome('authz.function-level', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})
