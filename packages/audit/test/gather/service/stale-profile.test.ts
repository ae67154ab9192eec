import { expect, it } from 'vitest'
import { probeStaleProfile } from '../../../src/gather/service/probes/stale-profile.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

interface Ways {
  readonly keeps?: true
  readonly says?: true
}

function serviceThat({ keeps, says }: Ways) {
  const users: { readonly email: string; readonly password: unknown; name: unknown }[] = []
  const kept = new Map<string, unknown>()
  return jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') return [201, { id: users.push({ email, password: body.password, name: 'new' }), email }]
    if (path === '/login')
      return users.some((user) => user.email === email && user.password === body.password)
        ? [200, { token: `token-of-${email}` }]
        : [401, {}]
    const user = users.find((each) => headers.authorization === `Bearer token-of-${each.email}`)
    if (path === '/me' && user === undefined) return [401, {}]
    if (path === '/me' && method === 'PATCH' && user !== undefined) user.name = body.name ?? user.name
    if (path === '/me') return [200, { id: users.findIndex((each) => each === user) + 1, name: user?.name }]
    const id = /^\/sellers\/(\d+)$/.exec(path)?.[1]
    const seller = users[Number(id) - 1]
    if (seller === undefined) return [404, {}]
    if (keeps !== true) kept.delete(path)
    if (!kept.has(path)) kept.set(path, seller.name)
    return [200, { id, name: kept.get(path) }, says === true ? { 'cache-control': 'public, max-age=60' } : {}]
  })
}

it.each<readonly [string, Ways, string]>([
  ['is told by its former name', { keeps: true }, 'fail'],
  ['is told by its former name, as the answer says', { keeps: true, says: true }, 'not-verified'],
  ['is told by its new name', {}, 'not-verified'],
])('a user who changed a name %s', async (_name, ways, outcome) => {
  const operations = [...USER_OPERATIONS, operationOf('PATCH', '/me', text('name')), operationOf('GET', '/sellers/{seller_id}')]
  const facts = await probeAt(serviceThat(ways), probeStaleProfile, ['caching'], {
    operations: operations.map((operation) => ({ ...operation, gaps: new Set<string>() })),
    registers: true,
  })
  const seen = liveOutcome('cache.invalidation', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
