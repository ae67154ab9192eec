import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { probeClosedAccount } from '../../../src/gather/service/probes/closed-account.ts'
import { probeErrors } from '../../../src/gather/service/probes/errors-and-logs.ts'
import { probeTokens } from '../../../src/gather/service/probes/tokens.ts'
import { probeTypeHandling } from '../../../src/gather/service/probes/type-handling.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'

interface Ways {
  /** The guard asks whether the account is there still. */
  readonly asksState?: true
  /** The account ends at once, and not in thirty days. */
  readonly endsAtOnce?: true
  /** What the login answers to who closed the account. */
  readonly atClosed?: number
  /** The database alone refuses a name that is taken. */
  readonly failsAtTaken?: true
  /** The login takes a password of any type for a text. */
  readonly failsAtTypes?: true
  /** What is not found is told in words. */
  readonly saysInWords?: true
}

function serviceThat({ asksState, endsAtOnce, atClosed = 401, failsAtTaken, failsAtTypes, saysInWords }: Ways) {
  const users = new Map<string, { readonly password: unknown; isClosed: boolean }>()
  return jsonServer(({ method, path, body, headers, isBroken }) => {
    const email = String(body.email)
    if (path === '/register') {
      if (isBroken || !email.includes('@')) return [400, { error: 'the address is wrong' }]
      if (users.has(email)) return failsAtTaken === true ? [500, { error: 'failed' }] : [409, { error: 'taken' }]
      users.set(email, { password: body.password, isClosed: false })
      return [201, { id: users.size, email }]
    }
    if (path === '/login') {
      const user = users.get(email)
      if (user !== undefined && typeof body.password !== 'string') return [failsAtTypes === true ? 500 : 400, { error: 'no text' }]
      if (user?.isClosed === true && endsAtOnce === true) return [atClosed, { error: 'not now' }]
      return user !== undefined && user.password === body.password ? [200, { token: `token-of-${email}` }] : [401, { error: 'wrong' }]
    }
    const name = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1] ?? ''
    const user = users.get(name)
    if (path !== '/me')
      return saysInWords === true ? [404, 'there is no such page', { 'content-type': 'text/plain' }] : [404, { error: 'nothing here' }]
    if (user === undefined || (asksState === true && user.isClosed)) return [401, { error: 'who are you' }]
    if (method === 'DELETE') user.isClosed = true
    return method === 'DELETE' ? [204, ''] : [200, { id: 1, email: name }]
  })
}

const withOwnParts = () =>
  [...USER_OPERATIONS, operationOf('DELETE', '/me')].map((operation) => ({ ...operation, gaps: new Set<string>() }))

describe('a user of ours closes the account', () => {
  it.each<readonly [string, Ways, string, string]>([
    ['and its token goes on', { endsAtOnce: true }, 'fail', 'its token is still accepted'],
    ['and its token ends', { endsAtOnce: true, asksState: true }, 'pass', ''],
    ['which ends later', {}, 'not-verified', ''],
    ['and the login is limited', { endsAtOnce: true, atClosed: 429 }, 'not-verified', 'did not say'],
    ['and the login fails', { endsAtOnce: true, asksState: true, atClosed: 500 }, 'not-verified', 'did not say'],
  ])('%s', async (_name, ways, outcome, told) => {
    const facts = await probeAt(serviceThat(ways), probeClosedAccount, ['accountState'], { operations: withOwnParts(), registers: true })
    const seen = liveOutcome('auth.account-state', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
    expect(seen.text).toContain(told)
  })
})

describe('errors that every service meets', () => {
  it.each<readonly [string, string, Ways, string]>([
    ['a second registration fails', 'error.handler-coverage', { failsAtTaken: true }, 'fail'],
    ['a second registration is refused', 'error.handler-coverage', {}, 'not-verified'],
    ['unknown paths are told in words', 'error.consistent-format', { saysInWords: true }, 'fail'],
    ['unknown paths are told as all else', 'error.consistent-format', {}, 'pass'],
  ])('%s', async (_name, control, ways, outcome) => {
    const facts = await probeAt(serviceThat(ways), probeErrors, ['errorCorpus', 'typeHandling'], {
      operations: withOwnParts(),
      registers: true,
    })
    const seen = liveOutcome(control, facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})

it.each<readonly [string, Ways, string]>([
  ['fails', { failsAtTypes: true }, 'fail'],
  ['is refused', {}, 'pass'],
])('a password of a known user that is no text %s', async (_name, ways, outcome) => {
  const facts = await probeAt(serviceThat(ways), (probing) => probeTypeHandling(probing, []), ['typeHandling'], {
    operations: withOwnParts(),
    registers: true,
  })
  const seen = liveOutcome('input.type-handling', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})

describe('the name of a key', () => {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (header: object, key: string): string => {
    const input = `${encode(header)}.${encode({ sub: '7', iat: 1_900_000_000, exp: 2_000_000_000 })}`
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }
  const headerIn = (token: string): { readonly kid?: string; readonly alg?: string } => {
    try {
      return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
    } catch {
      return {}
    }
  }
  const KEY = 'a-long-key-that-nobody-guesses-0815'
  it.each<readonly [string, boolean, string]>([
    ['is a path of any file', true, 'fail'],
    ['is one of a list', false, 'pass'],
  ])('%s', async (_name, isPath, outcome) => {
    const keyOf = (kid: string): string | null =>
      kid === 'main' ? KEY : isPath && kid.endsWith('/../proc/sys/kernel/ostype') ? 'Linux\n' : null
    const server = jsonServer(({ path, headers }) => {
      const token = String(headers.authorization).replace('Bearer ', '')
      const header = headerIn(token)
      const key = keyOf(header.kid ?? '')
      const [head, body, signature] = token.split('.')
      const isGood = key !== null && createHmac('sha256', key).update(`${head}.${body}`).digest('base64url') === signature
      return path !== '/me' ? [404, {}] : isGood && header.alg === 'HS256' ? [200, { id: 1 }] : [401, {}]
    })
    const facts = await probeAt(server, probeTokens, ['tokenMutation'], {
      operations: [operationOf('GET', '/me')],
      identities: [{ name: 'ann', role: 'user', headers: { authorization: `Bearer ${signed({ alg: 'HS256', kid: 'main' }, KEY)}` } }],
    })
    const seen = liveOutcome('auth.token-signature', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})
