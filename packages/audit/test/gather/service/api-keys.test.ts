import { describe, expect, it } from 'vitest'
import { probeApiKeys } from '../../../src/gather/service/probes/api-keys.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

interface Ways {
  readonly make?: (count: number) => string
  readonly list?: 'whole'
  readonly address?: true
  /** The removed key goes on. */
  readonly keeps?: true
  /** A key of any scope writes. */
  readonly writes?: true
  /** The answer does not say which scope the key has. */
  readonly silent?: true
  /** Keys are those of a team, and open nothing but what is below it. */
  readonly ofTeam?: true
}

const random = (count: number): string =>
  `sk_${String(count * 7919).padStart(4, '0')}${'aZ3kQ9xLm2Vb7Rt5Yw8Nc4Pd6Gf1Hj0S'.split('').reverse().join('')}${count}`

/** A service that gives keys to programs, which ask by them for the caller and for notes. */
function keysAt({ make = random, list, address, keeps, writes, silent, ofTeam }: Ways): ReturnType<typeof userServer> {
  const keys = new Map<string, { readonly value: string; readonly scope: unknown }>()
  const notes: unknown[] = []
  let count = 0
  return userServer(({ method, path: whole, headers, query, body }, user) => {
    const path = whole.replace(/^\/teams\/t1(?=\/)/, '')
    if (ofTeam === true && whole === '/teams' && user !== null) return [method === 'POST' ? 201 : 200, { id: 't1' }]
    if (ofTeam === true && path === whole) return [401, {}]
    const given = headers['x-api-key'] ?? (address === true ? query.get('api_key') : null)
    const key = [...keys.values()].find(({ value }) => value === given)
    if (path === '/me') return key === undefined ? [401, {}] : [200, { id: 1 }]
    if (user === null && key === undefined) return [401, {}]
    if (path === '/notes') {
      if (method === 'GET') return [200, notes]
      if (user === null && key?.scope === 'read' && writes !== true) return [403, { error: 'this key only reads' }]
      notes.push({ id: notes.length + 1, body: body.body })
      return [201, notes.at(-1)]
    }
    if (user === null || !path.startsWith('/api-keys')) return [404, {}]
    if (method === 'POST') {
      count += 1
      keys.set(String(count), { value: make(count), scope: body.scope })
      return [201, { id: count, api_key: make(count), ...(silent === true ? {} : { scope: body.scope }) }]
    }
    if (method === 'GET')
      return [200, [...keys].map(([id, { value }]) => ({ id, key: list === 'whole' ? value : `${value.slice(0, 6)}...` }))]
    if (keeps !== true) keys.delete(path.split('/').at(-1) ?? '')
    return [204, '']
  })
}

const OPERATIONS = [
  operationOf('POST', '/api-keys', text('label', 'scope')),
  operationOf('GET', '/api-keys'),
  operationOf('DELETE', '/api-keys/{id}'),
  operationOf('GET', '/notes'),
  operationOf('POST', '/notes', text('body')),
]

const BELOW = [
  operationOf('POST', '/teams', text('title')),
  ...OPERATIONS.map(({ method, path, body }) => operationOf(method, `/teams/{team}${path}`, body?.schema)),
]

describe('API keys', () => {
  it.each<readonly [string, Ways, string, number, string, string]>([
    ['random and shown once', {}, 'auth.api-key-hygiene', 0, 'pass', ''],
    ['a counter', { make: (count) => `customer-key-${count}` }, 'auth.api-key-hygiene', 0, 'fail', 'differ in'],
    ['shown again in the list', { list: 'whole' }, 'auth.api-key-hygiene', 0, 'fail', 'shows the whole key again'],
    ['refused in the address', {}, 'data.sensitive-in-url', 1, 'pass', ''],
    ['taken from the address', { address: true }, 'data.sensitive-in-url', 1, 'fail', 'taken from the address (api_key)'],
    ['ended by its removal', {}, 'auth.revocation', 1, 'pass', ''],
    ['alive after its removal', { keeps: true }, 'auth.revocation', 1, 'fail', 'DELETE /api-keys/{id}'],
    ['kept to its scope', {}, 'authz.function-level', 1, 'pass', ''],
    ['beyond its scope', { writes: true }, 'authz.function-level', 1, 'fail', 'confirmed: POST /api-keys, body scope: a key'],
    ['of a scope that nobody told', { writes: true, silent: true }, 'authz.function-level', 1, 'not-verified', ''],
    ['of a team, shown again', { ofTeam: true, list: 'whole' }, 'auth.api-key-hygiene', 0, 'fail', 'GET /teams/{team}/api-keys: it shows'],
    ['of a team, ended by its removal', { ofTeam: true }, 'auth.revocation', 1, 'pass', ''],
    [
      'of a team, alive after its removal',
      { ofTeam: true, keeps: true },
      'auth.revocation',
      1,
      'fail',
      'DELETE /teams/{team}/api-keys/{id}',
    ],
    ['of a team, kept to its scope', { ofTeam: true }, 'authz.function-level', 1, 'pass', ''],
    ['of a team, beyond its scope', { ofTeam: true, writes: true }, 'authz.function-level', 1, 'fail', 'wrote by POST /teams/{team}/notes'],
  ])('%s', async (_name, ways, control, ordinal, outcome, told) => {
    const facts = await probeAt(keysAt(ways), probeApiKeys, ['apiKeys'], {
      operations: [...USER_OPERATIONS, ...(ways.ofTeam === true ? BELOW : OPERATIONS)],
      registers: true,
    })
    const answer = liveOutcome(control, facts, ordinal)
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(answer.text).toContain(told)
  })
})
