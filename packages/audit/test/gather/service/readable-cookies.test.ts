import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { probePasswordChange } from '../../../src/gather/service/probes/password-change.ts'
import { probeReadableCookies } from '../../../src/gather/service/probes/readable-cookies.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { valueIfKnown } from '../../../src/model/facts.ts'
import { type Asked, jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

const OPERATIONS = [
  { ...operationOf('POST', '/register', text('email', 'password')), purpose: 'register' as const },
  { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' as const },
  { ...operationOf('GET', '/me'), declaredAccess: 'authenticated' as const },
]
const sign = (body: string): string => createHmac('sha256', 'a key of the test').update(body).digest('base64url')
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')

/** How a service writes its cookie and reads it back: an address, or null. */
interface Cookie {
  readonly write: (email: string) => string
  readonly read: (value: string) => string | null
}

const emailIn = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'email' in value ? String(value.email) : null

const COOKIES: Readonly<Record<string, Cookie>> = {
  'in base64': { write: (email) => base64({ email }), read: (value) => emailIn(JSON.parse(Buffer.from(value, 'base64').toString())) },
  'as JSON': {
    write: (email) => encodeURIComponent(`j:${JSON.stringify({ email })}`),
    read: (value) => emailIn(JSON.parse(decodeURIComponent(value).slice(2))),
  },
  'in base64, compared with what was given': {
    write: (email) => base64({ email }),
    read: (value) => {
      const email = emailIn(JSON.parse(Buffer.from(value, 'base64').toString()))
      return email !== null && value === base64({ email }) ? email : null
    },
  },
  'in base64, with a signature beside': {
    write: (email) => `${base64({ email })}.${sign(email)}`,
    read: (value) => {
      const [body = '', signature] = value.split('.')
      const email = emailIn(JSON.parse(Buffer.from(body, 'base64').toString()))
      return email !== null && signature === sign(email) ? email : null
    },
  },
}

/** Says what was done on the first answer after it, and no more. */
function service({ write, read }: Cookie, shows: 'address' | 'message, then a number' = 'address'): ReturnType<typeof jsonServer> {
  const users = new Map<string, unknown>()
  const messages = new Map<string, string>()
  return jsonServer(({ method, path, body, headers }: Asked) => {
    const email = String(body.email)
    if (method === 'POST' && path === '/register') {
      users.set(email, body.password)
      return [201, { email }]
    }
    if (method === 'POST' && path === '/login')
      return users.get(email) === body.password
        ? [200, { ok: true }, { 'set-cookie': `remember=${write(email)}; Path=/; HttpOnly` }]
        : [401, { error: 'wrong' }]
    const value = /remember=([^;]+)/.exec(String(headers.cookie))?.[1]
    const user =
      value === undefined
        ? null
        : read(decodeURIComponent(value) === value ? value : value.startsWith('j') ? value : decodeURIComponent(value))
    if (user === null || !users.has(user)) return [401, { error: 'who are you' }]
    if (shows === 'address') return [200, { email: user }]
    const message = messages.get(user)
    messages.delete(user)
    if (path === '/note') messages.set(user, 'noted')
    return [200, { ...(message === undefined ? {} : { message }), number: [...users.keys()].indexOf(user) }]
  })
}

it.each([
  ['in base64', 'fail'],
  ['as JSON', 'fail'],
  ['in base64, compared with what was given', 'pass'],
  ['in base64, with a signature beside', 'not-verified'],
])('a cookie that names the user %s: %s', async (kind, expected) => {
  const cookie = COOKIES[kind]
  if (cookie === undefined) throw new Error(`no cookie ${kind}`)
  const operations = OPERATIONS.map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  const facts = await probeAt(service(cookie), probeReadableCookies, ['tokenMutation'], { operations, registers: true })
  expect(liveOutcome('auth.token-signature', facts).outcome).toBe(expected)
})

it('remembers which operation alone was sent a password', async () => {
  const change = operationOf('POST', '/password', text('password'))
  const operations = [...OPERATIONS, change].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const paths: string[] = []
  const cookie = COOKIES['in base64']
  if (cookie === undefined) throw new Error('no cookie')
  const facts = await probeAt(
    service(cookie),
    async (probing) => {
      await probePasswordChange(probing)
      paths.push(...[...probing.sentSecrets.values()].map(({ path }) => path))
    },
    ['revocation'],
    { operations, registers: true },
  )
  expect(valueIfKnown(facts.revocation)).toBeDefined()
  expect(paths).toEqual(['/password'])
})

it('a message that is shown once does not hide whose the answer is', async () => {
  const cookie = COOKIES['in base64']
  if (cookie === undefined) throw new Error('no cookie')
  const operations = OPERATIONS.map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  const server = service(cookie, 'message, then a number')
  const probe = async (probing: Probing): Promise<void> => {
    await probing.send(probing.identities.userB, { method: 'POST', path: '/note' })
    await probeReadableCookies(probing)
  }
  const facts = await probeAt(server, probe, ['tokenMutation'], { operations, registers: true })
  expect(liveOutcome('auth.token-signature', facts).outcome).toBe('fail')
})
