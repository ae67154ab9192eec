import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeAccountState } from '../../../src/gather/service/probes/account-state.ts'
import { probePasswordChange } from '../../../src/gather/service/probes/password-change.ts'
import { probeSessionCookies } from '../../../src/gather/service/probes/session-cookies.ts'
import { probeSessions } from '../../../src/gather/service/probes/sessions.ts'
import type { ServiceFact } from '../../../src/model/facts/service.ts'
import { known } from '../../../src/model/facts.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

interface Ways {
  /** A change of the password ends the sessions from before. */
  readonly ends?: true
  /** The session in which the password is changed goes on, and no other does. */
  readonly keepsOwn?: true
  /** The former password must be sent. */
  readonly asksFormer?: true
  /** A disabled user is refused where their token is shown, and at the login. */
  readonly atToken?: true
  readonly atLogin?: number
  /** A new password has as many characters as one of a registration. */
  readonly asksLength?: true
}

interface User {
  readonly id: number
  password: unknown
  since: number
  kept?: number
  isOff: boolean
}

const ADMIN = { email: 'admin@boats.example', password: 'Harbour-master-7' }

/** A service with sessions that are counted: a token names the user and the session it was made in. */
function serviceThat({ ends, keepsOwn, asksFormer, atToken, atLogin, asksLength }: Ways) {
  let logins = 0
  const users = new Map<string, User>([[ADMIN.email, { id: 900, password: ADMIN.password, since: 0, isOff: false }]])
  return jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, { id: users.size + 1, password: body.password, since: 0, isOff: false })
      return [201, { id: users.size, email }]
    }
    if (path === '/login') {
      const user = users.get(email)
      if (user === undefined || user.password !== body.password) return [401, {}]
      if (atLogin !== undefined && user.isOff) return [atLogin, {}]
      logins += 1
      return [200, { token: `token-${keepsOwn === true ? logins : user.since}-of-${email}` }]
    }
    const [, since, name = ''] = /^Bearer token-(\d+)-of-(.+)$/.exec(String(headers.authorization)) ?? []
    const user = users.get(name)
    if (user === undefined || (Number(since) < user.since && Number(since) !== user.kept) || (atToken === true && user.isOff))
      return [401, {}]
    if (path === '/me') return [200, { id: user.id, email: name }]
    if (method === 'PUT' && path === '/me/password') {
      if (asksFormer === true && body.current !== user.password) return [403, {}]
      if (asksLength === true && String(body.password).length < 8) return [422, {}]
      user.password = body.password
      if (ends === true) user.since += 1
      if (keepsOwn === true) Object.assign(user, { since: logins + 1, kept: Number(since) })
      return [204, '']
    }
    const off =
      /^\/users\/(\d+)\/disable$/.exec(path)?.[1] ?? (body.status === 'suspended' ? /^\/admin\/users\/(\d+)$/.exec(path)?.[1] : undefined)
    for (const one of users.values()) if (one.id === Number(off)) one.isOff = true
    return off === undefined ? [404, {}] : [204, '']
  })
}

const withOwnParts = (operations: readonly Operation[]): Operation[] =>
  operations.map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))

it.each<readonly [string, Ways, string, string]>([
  ['sessions go on', {}, 'fail', 'after the password was changed the token from before got 200'],
  ['sessions go on, the former password is asked', { asksFormer: true }, 'fail', 'after the password was changed'],
  ['sessions end', { ends: true, asksFormer: true }, 'pass', ''],
  ['all sessions but this one end', { keepsOwn: true }, 'pass', ''],
])('changes the password of a user of its own: %s', async (_name, ways, outcome, told) => {
  const operations = withOwnParts([...USER_OPERATIONS, operationOf('PUT', '/me/password', text('current', 'password'))])
  const facts = await probeAt(serviceThat(ways), probePasswordChange, ['revocation'], { operations, registers: true, startedByUs: true })
  const seen = liveOutcome('auth.revocation', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

it.each<readonly [Ways, string]>([
  [{ asksFormer: true }, 'fail'],
  [{ ends: true, asksFormer: true }, 'fail'],
  [{ ends: true, asksFormer: true, asksLength: true }, 'pass'],
])('a change of the password to a short one: %j', async (ways, outcome) => {
  const operations = withOwnParts([...USER_OPERATIONS, operationOf('PUT', '/me/password', text('current', 'password'))])
  const facts = await probeAt(serviceThat(ways), probePasswordChange, ['passwordPolicy'], {
    operations,
    registers: true,
    startedByUs: true,
  })
  expect(liveOutcome('auth.password-policy', facts).outcome).toBe(outcome)
})

it.each<readonly [string, Ways, string, string]>([
  ['nothing asks', {}, 'fail', 'logs in again'],
  ['the guard alone asks', { atToken: true }, 'pass', ''],
  ['the login alone asks', { atLogin: 401 }, 'fail', 'the token of a user whom the administrator disabled is still accepted'],
  ['both ask', { atToken: true, atLogin: 401 }, 'pass', ''],
  ['the guard asks, and the login is limited', { atToken: true, atLogin: 429 }, 'partial', 'was not let in'],
])('has a user of its own disabled: %s', async (_name, ways, outcome, told) => {
  const operations = withOwnParts([...USER_OPERATIONS, operationOf('POST', '/users/{id}/disable')])
  const login = { path: '/login', method: 'POST', body: ADMIN, encoding: 'json' } as const
  const options = { operations, registers: true, startedByUs: true, identities: [{ name: 'admin', role: 'admin' as const, login }] }
  const facts = await probeAt(serviceThat(ways), probeAccountState, ['accountState'], options)
  const seen = liveOutcome('auth.account-state', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

it.each<readonly [Ways, string]>([
  [{ atLogin: 401 }, 'fail'],
  [{ atToken: true, atLogin: 401 }, 'pass'],
])('has a user of its own suspended by a word for its state: %j', async (ways, outcome) => {
  const schema = { type: 'object', properties: { status: { type: 'string', enum: ['active', 'suspended'] } } }
  const operations = withOwnParts([...USER_OPERATIONS, { ...operationOf('PATCH', '/admin/users/{id}', schema), purpose: 'admin' as const }])
  const login = { path: '/login', method: 'POST', body: ADMIN, encoding: 'json' } as const
  const options = { operations, registers: true, startedByUs: true, identities: [{ name: 'admin', role: 'admin' as const, login }] }
  const seen = liveOutcome('auth.account-state', await probeAt(serviceThat(ways), probeAccountState, ['accountState'], options))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it('has a user suspended by the interface where a form of the pages is closed to a token', async () => {
  const schema = { type: 'object', properties: { status: { type: 'string', enum: ['active', 'suspended'] } } }
  const staff = (method: string, path: string) => ({ ...operationOf(method, path, schema), purpose: 'admin' as const })
  // The service knows no such form: it sends whoever posts it away.
  const operations = withOwnParts([...USER_OPERATIONS, staff('POST', '/staff/users/{id}/status'), staff('PATCH', '/admin/users/{id}')])
  const login = { path: '/login', method: 'POST', body: ADMIN, encoding: 'json' } as const
  const options = { operations, registers: true, startedByUs: true, identities: [{ name: 'admin', role: 'admin' as const, login }] }
  const seen = liveOutcome('auth.account-state', await probeAt(serviceThat({}), probeAccountState, ['accountState'], options))
  expect(seen.text).toContain('PATCH /admin/users/{id}: the token of a user whom the administrator disabled is still accepted')
})

it.each<readonly [string, string, boolean, string, string]>([
  ['may be used again, and scripts may read it', '', false, 'fail', 'fail'],
  ['is taken once', '; HttpOnly; Secure; SameSite=Strict', true, 'pass', 'pass'],
])('a refresh token in a cookie of its own name %s', async (_name, flags, isOnce, rotation, cookies) => {
  const given = new Map<string, string>()
  const server = jsonServer(({ path, body, headers }) => {
    const email = String(body.email)
    const giving = (name: string): Readonly<Record<string, string>> => {
      given.set(`r${given.size + 1}-${name.length}-of-this-session`, name)
      return { 'set-cookie': `boats_rt=${[...given.keys()].at(-1)}; Path=/${flags}` }
    }
    if (path === '/register') return [201, { id: 1, email }]
    if (path === '/login') return [200, { token: `token-of-${email}` }, giving(email)]
    if (path === '/refresh') {
      const shown = /boats_rt=([^;]+)/.exec(String(headers.cookie))?.[1] ?? ''
      const name = given.get(shown)
      // Who shows one that was used ends all of them.
      if (name === '') for (const each of given.keys()) given.set(each, '')
      if (name === undefined || name === '') return [401, {}]
      if (isOnce) given.set(shown, '')
      return [200, { token: `token-of-${name}` }, giving(name)]
    }
    const name = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    return name === undefined ? [401, {}] : [200, { id: 1, email: name }]
  })
  const refresh = { ...operationOf('POST', '/refresh'), purpose: 'refresh' as const }
  const operations = withOwnParts([...USER_OPERATIONS, refresh])
  const probe = async (probing: Parameters<typeof probeSessions>[0]): Promise<void> => {
    await probeSessions(probing)
    await probeSessionCookies(probing)
  }
  const options = { operations, registers: true, startedByUs: true }
  const facts = await probeAt(server, probe, ['refreshRotation', 'sessionCookies'], options)
  expect(liveOutcome('auth.refresh-rotation', facts).outcome).toBe(rotation)
  const service = known({ isLoopback: true, scheme: 'http' } as ServiceFact)
  expect(liveOutcome('session.cookies', { ...facts, service }).outcome).toBe(cookies)
})

/** A site of forms: it tells no id when somebody registers, sends the browser on, and has a profile as data beside its pages. */
function siteThat(isAtSession: boolean) {
  const users = new Map<string, User>([[ADMIN.email, { id: 900, password: ADMIN.password, since: 0, isOff: false }]])
  return jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, { id: 70 + users.size, password: body.password, since: 0, isOff: false })
      return [302, '', { location: '/login' }]
    }
    if (path === '/login') {
      const isIn = users.has(email) && users.get(email)?.password === body.password
      return [302, '', isIn ? { location: '/account', 'set-cookie': `sid=of-${email}; Path=/` } : { location: '/login' }]
    }
    const name = decodeURIComponent(/sid=of-([^;]+)/.exec(String(headers.cookie))?.[1] ?? '')
    const user = users.get(name)
    if (user === undefined || (isAtSession && user.isOff)) return [302, '', { location: '/login' }]
    if (path === '/account') return [200, '<h1>Account</h1>', { 'content-type': 'text/html' }]
    if (path === '/api/profile') return [200, { _id: user.id, email: name }]
    const off = method === 'POST' ? /^\/users\/(\d+)\/disable$/.exec(path)?.[1] : undefined
    if (off === undefined || name !== ADMIN.email) return [404, '']
    for (const one of users.values()) if (one.id === Number(off)) one.isOff = true
    return [302, '', { location: '/users' }]
  })
}

it.each([
  [false, 'fail'],
  [true, 'pass'],
])('a site of forms, whose sessions ask for the state of the user: %s', async (isAtSession, outcome) => {
  const operations = withOwnParts([
    { ...operationOf('POST', '/register', text('email', 'password')), purpose: 'register' },
    { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' },
    { ...operationOf('GET', '/account'), declaredAccess: 'authenticated' },
    operationOf('GET', '/api/profile'),
    operationOf('POST', '/users/{id}/disable'),
  ])
  const login = { path: '/login', method: 'POST', body: ADMIN, encoding: 'json' } as const
  const options = { operations, registers: true, startedByUs: true, identities: [{ name: 'admin', role: 'admin' as const, login }] }
  const seen = liveOutcome('auth.account-state', await probeAt(siteThat(isAtSession), probeAccountState, ['accountState'], options))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each<readonly [string, boolean, string]>([
  ['whose session the cookie of refreshing names', true, 'pass'],
  ['that does nothing', false, 'fail'],
])('a logout %s', async (_name, ends, outcome) => {
  const ended = new Set<string>()
  const server = jsonServer(({ path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') return [201, { id: 1, email }]
    if (path === '/login') return [200, { token: `token-of-${email}` }, { 'set-cookie': `refresh=again-${email}; Path=/; HttpOnly` }]
    const name = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    if (name === undefined || ended.has(name)) return [401, {}]
    const named = /refresh=again-([^;]+)/.exec(String(headers.cookie))?.[1]
    if (path === '/logout' && ends && named !== undefined) ended.add(named)
    return path === '/logout' ? [204, ''] : [200, { id: 1, email: name }]
  })
  const logout = { ...operationOf('POST', '/logout'), purpose: 'logout' as const }
  const operations = withOwnParts([...USER_OPERATIONS, logout])
  const facts = await probeAt(server, probeSessions, ['revocation'], { operations, registers: true, startedByUs: true })
  const seen = liveOutcome('auth.revocation', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
