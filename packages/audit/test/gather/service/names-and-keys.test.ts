import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { jsonServer, operationOf, probeAt } from './probe-harness.ts'

const fields = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
})

/** Names of who could be made, and how they prove who they are. */
async function made(server: ReturnType<typeof jsonServer>, operations: readonly Operation[]): Promise<string> {
  let told = ''
  await probeAt(
    server,
    async ({ identities }) => {
      const facts = identities.facts.filter(({ ownTokenAccepted, garbageRefused }) => ownTokenAccepted && garbageRefused)
      told = `${facts.map(({ name }) => name).join(' ')} by ${identities.scheme}${identities.obstacle === '' ? '' : `: ${identities.obstacle}`}`
    },
    [],
    { operations, registers: true },
  )
  return told
}

describe('users who log in by a field of another name', () => {
  it.each(['name', 'login', 'user', 'nick', 'member'])('%s', async (field) => {
    const users = new Map<string, unknown>()
    const server = jsonServer(({ method, path, body, headers }) => {
      const name = String(body[field])
      if (path === '/signup') {
        if (typeof body[field] !== 'string' || users.has(name)) return [409, { error: `${field} is taken` }]
        users.set(name, body.password)
        return [201, { done: true }]
      }
      if (path === '/login') return users.has(name) && users.get(name) === body.password ? [200, { token: `token-of-${name}` }] : [401, {}]
      const asked = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
      return method === 'GET' && path === '/me' ? (asked !== undefined && users.has(asked) ? [200, { name: asked }] : [401, {}]) : [404, {}]
    })
    const operations: Operation[] = [
      { ...operationOf('POST', '/signup', fields(field, 'password')), purpose: 'register' },
      { ...operationOf('POST', '/login', fields(field, 'password')), purpose: 'login' },
      operationOf('GET', '/me'),
    ]
    expect(await made(server, operations)).toBe('user-a user-b by bearer')
  })
})

describe('programs that ask for a key', () => {
  it.each([
    ['in a header of its own', 'x-api-key', (key: string) => key, 'api_key'],
    ['in another header', 'apikey', (key: string) => key, 'key'],
    ['as a bearer', 'authorization', (key: string) => `Bearer ${key}`, 'client_secret'],
  ])('%s', async (_name, header, carried, field) => {
    const keys = new Set<string>()
    const server = jsonServer(({ method, path, headers }) => {
      if (path === '/clients' && method === 'POST') {
        const key = `key-of-client-number-${keys.size + 1}`
        keys.add(key)
        return [201, { id: keys.size, [field]: key }]
      }
      const isKnown = [...keys].some((key) => headers[header] === carried(key))
      return path === '/quotes' ? (isKnown ? [200, [{ id: 1 }]] : [401, {}]) : [404, {}]
    })
    const operations = [operationOf('POST', '/clients', fields('name')), operationOf('GET', '/quotes')]
    expect(await made(server, operations)).toBe(`user-a user-b by ${header === 'authorization' ? 'bearer' : 'header'}`)
  })
})
