import { expect, it } from 'vitest'
import { probeCaching } from '../../../src/gather/service/probes/caching.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { decided } from './users-at.ts'

it.each<readonly [string, (url: string, user: string | null) => string, string, string]>([
  ['under its address alone', (url) => url, 'fail', 'GET /dashboard: a stranger who asks next is served the answer of this user'],
  ['under its address and its user', (url, user) => `${user} ${url}`, 'pass', ''],
])('what a user was answered is kept %s', async (_name, keyOf, outcome, told) => {
  const kept = new Map<string, unknown>()
  const answer = await decided(
    'cache.isolation',
    async (probing) => {
      const dashboard = probing.operations.find(({ path }) => path === '/dashboard')
      if (dashboard !== undefined) await probing.acceptedBy(dashboard)
      await probeCaching(probing)
    },
    ['caching'],
    [{ ...operationOf('GET', '/dashboard'), declaredAccess: 'authenticated' }],
    ({ path, query }, user) => {
      const key = keyOf(`${path}?${query}`, user)
      if (!kept.has(key)) {
        if (user === null) return [401, {}]
        kept.set(key, { of: user })
      }
      return [200, kept.get(key)]
    },
  )
  expect(answer.outcome, answer.text).toBe(outcome)
  expect(answer.text).toContain(told)
})

it.each<readonly [string, boolean, string]>([
  ['one entry for all', true, 'fail'],
  ['one for each', false, 'pass'],
])('the account of who asks is kept in %s, for a while', async (_name, isShared, outcome) => {
  const users = new Map<string, string>()
  const kept = new Map<string, { readonly text: unknown; readonly until: number }>()
  const server = jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (method === 'POST' && path === '/register') {
      users.set(email, String(body.password))
      return [201, { id: users.size }]
    }
    if (method === 'POST') return users.get(email) === body.password ? [200, { token: `token-of-${email}` }] : [401, {}]
    const user = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1] ?? ''
    if (!users.has(user)) return [401, {}]
    const key = isShared ? 'account' : user
    if ((kept.get(key)?.until ?? 0) < Date.now()) kept.set(key, { text: { email: user }, until: Date.now() + 200 })
    return [200, kept.get(key)?.text]
  })
  const operations = USER_OPERATIONS.map((operation) => ({ ...operation, gaps: new Set<string>() }))
  const facts = await probeAt(
    server,
    async (probing) => {
      const own = probing.identities.check?.operation
      if (own !== undefined) await probing.acceptedBy(own)
      await new Promise((resolve) => setTimeout(resolve, 250))
      // Another user has asked a moment before.
      await probing.send(probing.identities.userB, { method: 'GET', path: '/me' })
      await probeCaching(probing)
    },
    ['caching'],
    { operations, registers: true, startedByUs: true },
  )
  const answer = liveOutcome('cache.isolation', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
})
