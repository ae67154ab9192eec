import { expect, it } from 'vitest'
import { probeSizeLimits } from '../../../src/gather/service/probes/size-limits.ts'
import { jsonServer, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

const MEBIBYTE = 1_048_576

it.each([
  ['reads whatever comes', Number.POSITIVE_INFINITY, 'effect'],
  ['reads a mebibyte', MEBIBYTE, 'no-effect'],
])('a login that %s', async (_name, most, saw) => {
  const users = new Map<string, unknown>()
  const server = jsonServer(({ path, body, raw, headers }) => {
    const email = String(body.email)
    if (path === '/login' && raw.length > most) return [413, {}]
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { id: users.size }]
    }
    if (path === '/login') return users.has(email) && users.get(email) === body.password ? [200, { token: `token-of-${email}` }] : [401, {}]
    if (!String(headers.authorization).startsWith('Bearer token-of-')) return [401, {}]
    return path === '/me' ? [200, { id: 1 }] : [201, { id: 7 }]
  })
  const operations = [...USER_OPERATIONS, operationOf('POST', '/notes', text('body'))].map((each) => ({ ...each, gaps: new Set<string>() }))
  const facts = await probeAt(server, probeSizeLimits, ['sizeLimits'], { operations, registers: true })
  const trials = facts.sizeLimits?.state === 'known' ? facts.sizeLimits.value.trials : []
  const large = trials.filter(({ path, name }) => path === '/login' && name.endsWith('MiB body'))
  expect(large.map((trial) => trial.saw)).toEqual([saw])
})
