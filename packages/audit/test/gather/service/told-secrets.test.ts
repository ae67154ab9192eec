import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probeTokens } from '../../../src/gather/service/probes/tokens.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'

const LONG = 'b0f1c9d2e7a84c35967d1e0fa2b3c4d5e6f70812'
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

interface Place {
  readonly secret: string
  readonly source?: string
  readonly settings?: Readonly<Record<string, string>>
  readonly log?: readonly string[]
}

/** A service whose tokens are signed with the secret. */
function signingWith(secret: string, settings: Place['settings']): ReturnType<typeof jsonServer> {
  const users = new Map<string, unknown>()
  const signatureOf = (input: string): string => createHmac('sha256', secret).update(input).digest('base64url')
  return jsonServer(({ path, body, headers }) => {
    if (path === '/register') {
      users.set(String(body.email), body.password)
      return [201, { id: users.size }]
    }
    if (path === '/login') {
      const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: body.email })}`
      return users.get(String(body.email)) === body.password ? [200, { token: `${input}.${signatureOf(input)}` }] : [401, {}]
    }
    if (path === '/settings') return [200, settings ?? {}]
    const [head, claims, signature] = String(headers.authorization).replace('Bearer ', '').split('.')
    return path === '/me' && signature === signatureOf(`${head}.${claims}`) ? [200, { id: 1 }] : [401, {}]
  })
}

describe('a signing secret', () => {
  it.each<readonly [string, Place, string, string]>([
    ['that nobody tells', { secret: 'kettle-orchid' }, 'pass', ''],
    [
      'of the source',
      { secret: 'kettle-orchid', source: "jwtSecret: process.env.JWT_SECRET || 'kettle-orchid'," },
      'fail',
      'stands in the source',
    ],
    ['of the source, long', { secret: LONG, source: `SECRET_KEY = "${LONG}"` }, 'fail', 'of 40 characters'],
    ['short, in an answer', { secret: 'kettle-orchid', settings: { signing: 'kettle-orchid' } }, 'fail', 'that an answer tells'],
    ['long, in an answer', { secret: LONG, settings: { signing: LONG } }, 'pass', ''],
    ['short, in the log', { secret: 'kettle-orchid', log: ['started with secret=kettle-orchid'] }, 'fail', 'that the log tells'],
  ])('%s', async (_name, { secret, source, settings, log }, outcome, told) => {
    const folder = mkdtempSync(join(tmpdir(), 'told-'))
    writeFileSync(join(folder, 'config.ts'), source ?? '')
    try {
      const operations = [...USER_OPERATIONS, operationOf('GET', '/settings')]
      const facts = await probeAt(
        signingWith(secret, settings),
        async (probing) => {
          for (const operation of operations) await probing.acceptedBy(operation)
          await probeTokens(probing)
        },
        ['secretStrength'],
        { operations, registers: true, treeRoot: folder, ...(log === undefined ? {} : { log }) },
      )
      const answer = liveOutcome('auth.jwt-secret-strength', facts)
      expect(answer.outcome, answer.text).toBe(outcome)
      expect(answer.text).toContain(told)
      expect(answer.text).not.toContain('kettle')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
