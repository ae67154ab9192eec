import { expect, it } from 'vitest'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

/** A service of teams that are joined by an invitation; what is in a team is shown to those who belong to it, or to everybody. */
function teams({ asksMember }: { readonly asksMember: boolean }): Handle {
  const members = new Map<string, string[]>()
  const invitations = new Map<string, string>()
  return refusing(({ method, path, body }, user) => {
    if (path === '/teams' && method === 'POST') {
      const id = `t${members.size + 1}`
      members.set(id, [user])
      return [201, { id, title: String(body.title) }]
    }
    const [, code = '', act] = /^\/invitations\/(\w+)(?:\/(accept))?$/.exec(path) ?? []
    if (act !== undefined) {
      const team = invitations.get(code)
      if (team === undefined) return [404, {}]
      members.get(team)?.push(user)
      return [200, { team }]
    }
    const [, team = '', rest] = /^\/teams\/(\w+)(?:\/(invitations))?$/.exec(path) ?? []
    if (!members.has(team) || (asksMember && members.get(team)?.includes(user) !== true)) return [404, {}]
    if (rest === undefined) return [200, { id: team, members: members.get(team) }]
    invitations.set(`c${invitations.size + 1}`, team)
    return [201, { code: `c${invitations.size}`, team }]
  })
}

const OPERATIONS = [
  operationOf('GET', '/invitations/{code}/accept'),
  operationOf('POST', '/invitations/{code}/accept'),
  operationOf('POST', '/teams', text('title')),
  operationOf('GET', '/teams/{team}'),
  operationOf('POST', '/teams/{team}/invitations', text('note')),
]

it.each([
  ['whoever took an invitation is no stranger', true, 'partial'],
  ['a team is shown to strangers', false, 'fail'],
])('%s', async (_name, asksMember, outcome) => {
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], OPERATIONS, teams({ asksMember }))
  expect(seen.outcome, seen.text).toBe(outcome)
})
