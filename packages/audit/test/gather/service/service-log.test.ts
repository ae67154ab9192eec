import { describe, expect, it } from 'vitest'
import { probeServiceLog } from '../../../src/gather/service/probes/service-log.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

describe('line breaks in what is logged', () => {
  const whole = (value: unknown): string => String(value)
  const escaped = (value: unknown): string => JSON.stringify(value)
  it.each<readonly [string, (body: Record<string, unknown>) => string, string, string]>([
    ['of the name', ({ email }) => `login failed for ${whole(email)}`, 'fail', 'confirmed: POST /login, body email'],
    ['of the password', ({ email, password }) => `failed: ${escaped(email)} ${whole(password)}`, 'fail', 'POST /login, body password'],
    ['escaped', ({ email, password }) => `failed: ${escaped(email)} ${escaped(password)}`, 'pass', ''],
    [
      'in a log that begins each line with what was sent, broken or not',
      ({ email }) => whole(email).replace(/^assay\s+/, ''),
      'partial',
      '',
    ],
  ])('%s', async (_name, entry, outcome, told) => {
    const log: string[] = []
    const server = jsonServer(({ path, body }) => {
      if (path === '/login') log.push(...entry(body).split(/\r?\n/))
      return [path === '/login' ? 401 : 404, { error: 'no' }]
    })
    const login = { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' as const }
    const facts = await probeAt(server, probeServiceLog, ['serviceLog'], { operations: [login], log, registers: true })
    const answer = liveOutcome('log.injection', facts)
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(answer.text).toContain(told)
  })
})

it('a password that is logged only when a login is taken is found though its first line is long gone', async () => {
  const log: string[] = []
  const users = new Map<string, unknown>()
  const server = jsonServer(({ path, body, headers }) => {
    if (path === '/register') {
      users.set(String(body.email), body.password)
      return [201, { id: users.size }]
    }
    if (path === '/login') {
      if (users.get(String(body.email)) !== body.password) return [401, {}]
      log.push(`login ${JSON.stringify(body)}`)
      return [200, { token: `token-of-${body.email}` }]
    }
    return path === '/me' && String(headers.authorization).startsWith('Bearer token-of-') ? [200, { id: 1 }] : [401, {}]
  })
  const facts = await probeAt(
    server,
    async (probing) => {
      log.length = 0
      await probeServiceLog(probing)
    },
    ['serviceLog'],
    { operations: USER_OPERATIONS, log, registers: true },
  )
  expect(liveOutcome('log.redaction', facts).outcome).toBe('fail')
})

it.each([
  ['as it came', (value: unknown) => String(value), 'fail'],
  ['escaped', (value: unknown) => JSON.stringify(value), 'pass'],
])('a password that is logged only for names that are known, %s', async (_name, written, outcome) => {
  const log: string[] = []
  const users = new Map<string, unknown>()
  const server = jsonServer(({ path, body }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { id: users.size }]
    }
    if (!users.has(email) || path !== '/login') return [401, {}]
    if (users.get(email) === body.password) return [200, { token: `token-of-${email}` }]
    log.push(...`wrong password of ${email}: ${written(body.password)}`.split(/\r?\n/))
    return [401, {}]
  })
  log.push('listening')
  const facts = await probeAt(server, probeServiceLog, ['serviceLog'], { operations: USER_OPERATIONS, log, registers: true })
  const answer = liveOutcome('log.injection', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
})
