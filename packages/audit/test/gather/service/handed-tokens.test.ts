import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { probeHandedTokens } from '../../../src/gather/service/probes/handed-tokens.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (claims: object): string => {
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${input}.${createHmac('sha256', 'a key of the service').update(input).digest('base64url')}`
}
const read = (token: string): { readonly sub?: string; readonly use?: string } => {
  const [head = '', body = '', signature] = token.split('.')
  const isGood = createHmac('sha256', 'a key of the service').update(`${head}.${body}`).digest('base64url') === signature
  return isGood ? JSON.parse(Buffer.from(body, 'base64url').toString()) : {}
}

it.each<readonly [string, number, string]>([
  ['opens everything', 200, 'fail'],
  ['opens the label alone', 401, 'pass'],
  ['is of the wrong kind elsewhere', 422, 'pass'],
  ['is presented once too often', 429, 'not-verified'],
  ['fails elsewhere', 500, 'not-verified'],
])('a token in the link to a label %s', async (_name, status, outcome) => {
  const users = new Map<string, unknown>()
  const parcels: unknown[] = []
  const server = jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { id: users.size, email }]
    }
    if (path === '/login') return users.get(email) === body.password ? [200, { token: signed({ sub: email, use: 'access' }) }] : [401, {}]
    const { sub, use } = read(String(headers.authorization).replace('Bearer ', ''))
    if (sub === undefined) return [401, {}]
    if (use !== 'access' && status !== 200) return [status, {}]
    if (path === '/me') return [200, { id: 1, email: sub }]
    if (method === 'POST') return [201, { id: parcels.push(body.text), text: body.text }]
    const link = signed({ sub: 'sender@parcels.example', use: 'label' })
    return [200, { id: 1, text: parcels.at(-1), label: `/labels/1?token=${link}` }]
  })
  const operations = [...USER_OPERATIONS, operationOf('POST', '/parcels', text('text')), operationOf('GET', '/parcels/{id}')]
  const facts = await probeAt(
    server,
    async (probing) => {
      await probing.create('/parcels', {}, probing.identities.userA)
      await probeHandedTokens(probing)
    },
    ['tokenUse'],
    { operations: operations.map((operation) => ({ ...operation, gaps: new Set<string>() })), registers: true },
  )
  const seen = liveOutcome('auth.token-claims', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
