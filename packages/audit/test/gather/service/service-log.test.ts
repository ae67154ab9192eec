import { describe, expect, it } from 'vitest'
import { probeServiceLog } from '../../../src/gather/service/probes/service-log.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
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
