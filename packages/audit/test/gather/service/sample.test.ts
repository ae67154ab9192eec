import { beforeAll, describe, expect, it } from 'vitest'
import { CONTROLS } from '../../../src/controls/index.ts'
import type { GatheredFacts } from '../../../src/model/facts.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import { decide } from '../../decide.ts'
import { gatherSample } from './gather-sample.ts'
import type { Weakness } from './sample-service.ts'

const outcomeOf = (id: string, facts: GatheredFacts): Outcome => {
  const control = CONTROLS.find((candidate) => candidate.id === id)
  if (control === undefined) throw new Error(`there is no control ${id}`)
  return decide(control, 'live', facts)
}

/** Weaknesses that do not hide one another, given together; each with the control that must find it and a word of its finding. */
const GROUPS: readonly (readonly (readonly [Weakness, string, string])[])[] = [
  [
    ['anonymous-orders', 'auth.required-by-default', 'GET /orders'],
    ['signature-ignored', 'auth.token-signature', 'signature'],
    ['no-expiry', 'auth.token-expiry', 'never ends'],
    ['cors-reflect', 'api.cors', 'reflected'],
    ['no-headers', 'api.security-headers', 'nosniff'],
    ['env-served', 'api.exposed-internals', '/.env'],
    ['docs-open', 'api.docs-exposure', '/openapi.json'],
    ['banner', 'api.version-disclosure', '1.2.3'],
    ['sql-search', 'input.sql-injection', 'query q'],
    ['traversal', 'input.path-traversal', 'query name'],
    ['no-login-limit', 'auth.login-throttle', '20 wrong passwords'],
    ['type-crash', 'input.type-handling', 'POST'],
    ['stack-trace', 'error.no-leakage', 'stack trace'],
    ['metrics-open', 'api.exposed-internals', 'metrics'],
  ],
  [
    ['alg-none', 'auth.alg-allowlist', 'none'],
    ['weak-secret', 'auth.jwt-secret-strength', 'common secret'],
    ['refresh-as-access', 'auth.token-claims', 'refresh token'],
    ['refresh-reuse', 'auth.refresh-rotation', 'used already'],
    ['logout-ignored', 'auth.revocation', 'after the logout'],
    ['bola-read', 'authz.object-level', 'GET /orders/{id}'],
    ['bola-write', 'authz.object-level', 'PUT /orders/{id}'],
    ['bola-delete', 'authz.object-level', 'DELETE /orders/{id}'],
    ['admin-open', 'authz.function-level', '/admin/users'],
    ['mass-assignment', 'authz.mass-assignment', 'role'],
    ['password-hash-shown', 'authz.excessive-data', 'password_hash'],
    ['command', 'input.command-injection', 'body host'],
    ['ssrf', 'input.ssrf', 'body url'],
    ['trace', 'api.http-methods', 'TRACE'],
    ['no-rate-limit', 'rate.global-limit', 'none was limited'],
    ['no-health', 'server.health-endpoints', 'usual paths tells of health'],
    ['token-in-url', 'data.sensitive-in-url', 'access_token'],
    ['vote-race', 'auth.race-conditions', '/orders/{id}/vote'],
  ],
  [
    ['anonymous-delete', 'auth.required-by-default', 'DELETE'],
    ['sql-login', 'input.sql-injection', '/auth/login'],
    ['sql-id', 'input.sql-injection', 'path id'],
    ['template', 'input.template-injection', 'body template'],
    ['xss', 'input.xss', 'query name'],
    ['redirect', 'input.open-redirect', 'query next'],
    ['spoofable-limit', 'rate.spoof-resistance', 'x-forwarded-for'],
    ['no-account-limit', 'auth.account-lockout', 'addresses'],
    ['debug-open', 'error.debug-off', '/debug'],
    ['cacheable', 'data.cache-control', 'Cache-Control'],
    ['override', 'api.http-methods', 'x-http-method-override'],
    ['enumeration', 'auth.enumeration', 'answers differ'],
    ['weak-password', 'auth.password-policy', 'six characters'],
    ['unbounded-list', 'api.pagination', '300 objects'],
    ['no-compression', 'proxy.compression', 'bytes are sent as they are'],
    ['text-as-json', 'api.content-type', 'text/plain'],
    ['race-register', 'auth.race-conditions', 'registrations'],
    ['log-secrets', 'log.redaction', 'password'],
    ['default-admin', 'auth.default-credentials', 'admin'],
    ['no-body-limit', 'input.size-limits', '11 MiB'],
    ['malformed-crash', 'api.content-type', 'malformed JSON'],
  ],
  [
    ['nosql-login', 'input.nosql-injection', '$ne'],
    ['header-user', 'auth.required-by-default', 'x-user-id'],
  ],
]

/** What a weakness entails besides its own control. */
const ENTAILED: readonly string[] = ['auth.alg-allowlist', 'input.type-handling', 'auth.account-lockout', 'api.exposed-internals']

const CONTROLS_WITH_TWINS = [...new Set(GROUPS.flat().map(([, control]) => control))].sort()

describe('a service that does everything right', () => {
  let facts: GatheredFacts
  beforeAll(async () => {
    facts = (await gatherSample([])).facts
  }, 60_000)
  it.each(CONTROLS_WITH_TWINS)('%s passes', (control) => {
    expect(outcomeOf(control, facts)).toMatchObject({ outcome: 'pass' })
  })
  it('leaves nothing behind that it could remove', () => {
    const residue = facts.residue
    expect(
      residue?.state === 'known' && residue.value.filter(({ what, outcome }) => outcome === 'left' && !what.startsWith('user ')),
    ).toEqual([])
  })
})

describe.each(GROUPS.map((group, index) => ({ group, index })))('a service with weaknesses, group $index', ({ group }) => {
  let facts: GatheredFacts
  beforeAll(async () => {
    facts = (await gatherSample(group.map(([weakness]) => weakness))).facts
  }, 60_000)
  it.each(group)('%s is found by %s', (_weakness, control, word) => {
    const outcome = outcomeOf(control, facts)
    expect(outcome).toMatchObject({ outcome: 'fail' })
    expect(outcome.outcome === 'fail' ? outcome.findings.map(({ message }) => message).join('\n') : '').toContain(word)
  })
  it('finds no control wanting that is not', () => {
    const weak = new Set([...group.map(([, control]) => control), ...ENTAILED])
    const failing = CONTROLS_WITH_TWINS.filter((control) => !weak.has(control)).flatMap((control) => {
      const outcome = outcomeOf(control, facts)
      return outcome.outcome === 'fail' ? outcome.findings.map(({ message }) => `${control}: ${message}`) : []
    })
    expect(failing).toEqual([])
  })
})

it.each<[readonly Weakness[], Outcome['outcome']]>([
  [['default-admin', 'disabled-ignored'], 'fail'],
  [['default-admin'], 'pass'],
])(
  'a disabled user, with %j',
  async (weaknesses, outcome) => {
    expect(outcomeOf('auth.account-state', (await gatherSample(weaknesses)).facts)).toMatchObject({ outcome })
  },
  60_000,
)
