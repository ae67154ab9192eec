import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

interface Note {
  readonly id: number
  readonly team: string
  title: string
}

/** A service of teams that only their owner enters; a note is looked up by its id, and by its team where the service asks for it. */
function teams({ asksTeam }: { readonly asksTeam: boolean }): Handle {
  const owners = new Map<string, string>()
  let notes: Note[] = []
  let made = 0
  return refusing(({ method, path, body }, user) => {
    if (path === '/teams' && method === 'GET') return [200, [...owners].flatMap(([id, owner]) => (owner === user ? [{ id, owner }] : []))]
    if (path === '/teams' && method === 'POST') {
      const id = `t${owners.size + 1}`
      owners.set(id, user)
      return [201, { id, title: String(body.title) }]
    }
    const [, team = '', note] = /^\/teams\/(\w+)\/notes(?:\/(\d+))?$/.exec(path) ?? []
    if (owners.get(team) !== user) return [403, {}]
    if (note === undefined && method === 'GET') return [200, notes.filter((one) => one.team === team)]
    if (note === undefined) {
      made += 1
      const one = { id: made, team, title: String(body.title) }
      notes.push(one)
      return [201, one]
    }
    const found = notes.find((one) => one.id === Number(note) && (!asksTeam || one.team === team))
    if (found === undefined) return [404, {}]
    if (method === 'PATCH') found.title = String(body.title)
    if (method === 'DELETE') notes = notes.filter((one) => one !== found)
    return [200, found]
  })
}

const NOTES = [
  operationOf('GET', '/teams'),
  operationOf('POST', '/teams', text('title')),
  operationOf('GET', '/teams/{team}/notes'),
  operationOf('POST', '/teams/{team}/notes', text('title')),
]
const ITEM = '/teams/{team}/notes/{note}'

it.each<readonly [string, readonly Operation[], boolean, string]>([
  ['read', [operationOf('GET', ITEM)], false, 'fail'],
  ['read, where the note is looked up in its team', [operationOf('GET', ITEM)], true, 'pass'],
  ['changed', [operationOf('PATCH', ITEM, text('title'))], false, 'fail'],
  ['changed, where the note is looked up in its team', [operationOf('PATCH', ITEM, text('title'))], true, 'pass'],
  ['deleted', [operationOf('DELETE', ITEM)], false, 'fail'],
  ['deleted, where the note is looked up in its team', [operationOf('DELETE', ITEM)], true, 'pass'],
])('asks for the objects of others below a parent of its own: %s', async (_name, operations, asksTeam, outcome) => {
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], [...NOTES, ...operations], teams({ asksTeam }))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('below a parent of its own')
})

it("a name that each has below its own parent is nobody else's", async () => {
  const owners: string[] = []
  const written = new Set<string>()
  const operations = [
    operationOf('POST', '/teams', text('title')),
    operationOf('POST', '/teams/{team}/exports', text('kind')),
    operationOf('GET', '/teams/{team}/exports/{name}'),
  ]
  const seen = await decided(
    'authz.object-level',
    probeObjectAccess,
    ['objectAccess'],
    operations,
    refusing(({ method, path }, user) => {
      if (path === '/teams') return [201, { id: owners.push(user) }]
      const [, team = '', name] = /^\/teams\/(\d+)\/exports(?:\/(.+))?$/.exec(path) ?? []
      if (owners[Number(team) - 1] !== user) return [404, {}]
      if (method === 'POST') written.add(team)
      if (method === 'POST') return [201, { name: 'all-20300115', rows: 0 }]
      return written.has(team) && name === 'all-20300115'
        ? [200, 'kind,day,sum\nall,2030-01-15,4100\n', { 'content-type': 'text/csv' }]
        : [404, {}]
    }),
  )
  expect(seen.outcome, seen.text).not.toBe('fail')
})
