import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeAccountState } from '../../../src/gather/service/probes/account-state.ts'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeClaimedRoles } from '../../../src/gather/service/probes/claimed-roles.ts'
import { probeDataExposure } from '../../../src/gather/service/probes/data-exposure.ts'
import { probeDeserialization } from '../../../src/gather/service/probes/deserialization.ts'
import { probePasswordsInUrl } from '../../../src/gather/service/probes/passwords-in-url.ts'
import { probeRaisingActs } from '../../../src/gather/service/probes/raising-acts.ts'
import { probeToldStrangers } from '../../../src/gather/service/probes/told-strangers.ts'
import type { OperationParameter } from '../../../src/model/facts/service.ts'
import { operationOf } from './probe-harness.ts'
import { decided, refusing, text } from './users-at.ts'

const reading = (path: string, ...parameters: readonly (readonly [OperationParameter['in'], string])[]): Operation => ({
  ...operationOf('GET', path),
  parameters: parameters.map(([place, name]) => ({ name, in: place, isRequired: false, schema: {} })),
})

it.each<readonly [string, (cookie: string, role: string) => boolean, string, string]>([
  [
    'a cookie of the caller decides',
    (cookie) => /level=staff/.test(cookie),
    'fail',
    'confirmed: GET /reports: a user who sends the cookie level=staff is let in',
  ],
  ['the role of the account decides', (_cookie, role) => role === 'staff', 'pass', ''],
])('who may read: %s', async (_name, mayRead, outcome, told) => {
  const answer = await decided(
    'authz.function-level',
    async (probing) => {
      await probeAnonymousAccess(probing)
      await probeClaimedRoles(probing)
    },
    ['functionAccess'],
    [reading('/reports', ['cookie', 'level'])],
    refusing(({ headers }) => (mayRead(String(headers.cookie ?? ''), 'member') ? [200, { takings: 12 }] : [403, {}])),
  )
  expect(answer.outcome, answer.text).toBe(outcome)
  expect(answer.text).toContain(told)
})

/** Members whom `promote` raises; who is weak lets anybody do it. */
function club(isWeak: boolean) {
  const roles = new Map<string, string>()
  const suspended = new Set<string>()
  return refusing(({ path }, user) => {
    const [, id, act] = /^\/members\/(\d+)\/(\w+)$/.exec(path) ?? []
    const isStaff = roles.get(user) === 'staff'
    if (path === '/reports') return isStaff ? [200, { takings: 12 }] : [403, {}]
    if (path === '/members') return [200, [{ id: 7, email: user, role: roles.get(user) ?? 'member' }]]
    if (id === undefined) return [404, {}]
    if (!isStaff && !(isWeak && act === 'promote')) return [403, {}]
    if (act === 'promote') roles.set(user, 'staff')
    else suspended.add(id)
    return [200, { ok: true }]
  })
}

const CLUB = (): readonly Operation[] => [
  operationOf('GET', '/reports'),
  operationOf('GET', '/members'),
  operationOf('POST', '/members/{id}/promote', text('role')),
  operationOf('POST', '/members/{id}/suspend'),
]

it.each<readonly [string, boolean, string, string]>([
  ['by anybody', true, 'fail', 'confirmed: POST /members/{id}/promote: an ordinary user who does it to itself has access to /reports'],
  ['by staff', false, 'pass', ''],
])('users are raised %s', async (_name, isWeak, outcome, told) => {
  const answer = await decided(
    'authz.function-level',
    async (probing) => {
      await probeAnonymousAccess(probing)
      await probeRaisingActs(probing)
    },
    ['functionAccess'],
    CLUB(),
    club(isWeak),
  )
  expect(answer.outcome, answer.text).toBe(outcome)
  expect(answer.text).toContain(told)
})

it('who was raised suspends a user, who is let in all the same', async () => {
  const answer = await decided(
    'auth.account-state',
    async (probing) => {
      await probeAnonymousAccess(probing)
      await probeRaisingActs(probing)
      await probeAccountState(probing)
    },
    ['accountState'],
    CLUB(),
    club(true),
  )
  expect(answer.text).toContain('the token of a user whom the administrator disabled is still accepted')
})

it.each<readonly [string, boolean, string, string]>([
  ['is taken', true, 'fail', 'GET /feed, query password: the password is taken from the parameter password'],
  ['is refused', false, 'pass', ''],
])('a password in the address %s', async (_name, isWeak, outcome, told) => {
  const users = new Map<string, string>()
  const answer = await decided(
    'data.sensitive-in-url',
    async (probing) => {
      const { credentials } = probing.identities.userA ?? { credentials: null }
      if (credentials !== null) users.set(credentials.email, credentials.password)
      await probePasswordsInUrl(probing)
    },
    ['credentialsInUrl'],
    [reading('/feed', ['query', 'email'], ['query', 'password'])],
    ({ query }) => {
      const isKnown = users.get(query.get('email') ?? '') === query.get('password')
      return isWeak && isKnown ? [200, { events: [1] }] : [403, {}]
    },
  )
  expect(answer.outcome, answer.text).toBe(outcome)
  expect(answer.text).toContain(told)
})

/** Waits as long as a pickle of `time.sleep` asks. */
async function unpickled(cookie: string): Promise<void> {
  const pickle = Buffer.from(cookie, 'base64').toString('latin1')
  const seconds = Number(/^ctime\nsleep\n\(F([\d.]+)\n/.exec(pickle)?.[1] ?? 0)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}

it.each<readonly [string, boolean, string, string]>([
  ['unpickles it', true, 'fail', 'cookie kept'],
  ['reads it as text', false, 'pass', ''],
])(
  'a cookie that looks like an object, given by one operation: another that %s',
  async (_name, isWeak, outcome, told) => {
    const answer = await decided(
      'input.deserialization',
      async (probing) => probeDeserialization(probing, await injectionPoints(probing)),
      ['deserialization'],
      [operationOf('GET', '/keep'), reading('/list', ['cookie', 'kept'])],
      refusing(async ({ path, headers }) => {
        if (path === '/keep') return [302, '', { location: '/list', 'set-cookie': 'kept="gASVFwAAAAAAAAB9lIwGc3RhdHVzlF2UcYwBYZRzLg=="' }]
        const value = /kept=([^;]+)/.exec(String(headers.cookie ?? ''))?.[1]
        if (isWeak && value !== undefined) await unpickled(decodeURIComponent(value))
        return [200, { things: [1] }]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(answer.text).toContain(told)
  },
  60_000,
)

it.each<readonly [string, boolean, string, string]>([
  ['with how to reach them', true, 'fail', 'GET /calendar: the answer holds the e-mail address of a user, for strangers too'],
  ['by name alone', false, 'pass', ''],
])('strangers are told who has booked, %s', async (_name, isWeak, outcome, told) => {
  const booked: string[] = []
  const answer = await decided(
    'authz.excessive-data',
    async (probing) => {
      await probeAnonymousAccess(probing)
      booked.push(probing.identities.userA?.credentials?.email ?? '')
      await probeDataExposure(probing)
      await probeToldStrangers(probing)
    },
    ['dataExposure'],
    [operationOf('GET', '/calendar')],
    (_asked, user) => [200, { days: booked.map((email) => ({ member: user === email || isWeak ? email : 'somebody' })) }],
  )
  expect(answer.outcome, answer.text).toBe(outcome)
  expect(answer.text).toContain(told)
})
