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
