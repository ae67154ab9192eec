import { expect, it } from 'vitest'
import { probeMassAssignment } from '../../../src/gather/service/probes/mass-assignment.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

interface User {
  readonly id: number
  readonly email: string
  readonly password: unknown
  org_id: unknown
  name: unknown
}

it.each<readonly [string, readonly string[], string]>([
  ['and with it into what another belongs to', ['name', 'org_id'], 'fail'],
  ['and nothing else', ['name'], 'pass'],
])('who changes the own profile changes the name %s', async (_name, taken, outcome) => {
  const users: User[] = []
  const server = jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.push({ id: users.length + 1, email, password: body.password, org_id: users.length + 50, name: '' })
      return [201, { id: users.length }]
    }
    if (path === '/login') {
      const isIn = users.some((user) => user.email === email && user.password === body.password)
      return isIn ? [200, { token: `token-of-${email}` }] : [401, {}]
    }
    const user = users.find((each) => headers.authorization === `Bearer token-of-${each.email}`)
    if (user === undefined) return [401, {}]
    if (method === 'PATCH') for (const name of taken) if (name in body) Object.assign(user, { [name]: body[name] })
    const { password: _password, ...shown } = user
    return path === '/me' ? [200, shown] : [404, {}]
  })
  const operations = [...USER_OPERATIONS, operationOf('PATCH', '/me', text('name'))].map((operation) => ({
    ...operation,
    gaps: new Set<string>(),
  }))
  const facts = await probeAt(server, probeMassAssignment, ['massAssignment'], { operations, registers: true, startedByUs: true })
  const seen = liveOutcome('authz.mass-assignment', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
