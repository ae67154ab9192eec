import { expect, it } from 'vitest'
import { probeUnlistedMembers } from '../../../src/gather/service/probes/unlisted-members.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

/** Choirs without a list of their singers: whoever takes somebody in must be one who conducts, or only one who sings there. */
const choirs = (asksConductor: boolean, refusal = 403): Handle => {
  const all: { readonly id: number; name: unknown; readonly roles: Map<string, string> }[] = []
  return refusing(({ method, path, body }, user) => {
    if (path === '/choirs') {
      all.push({ id: all.length + 1, name: body.name, roles: new Map([[user, 'owner']]) })
      return [201, { id: all.length, name: body.name }]
    }
    const [, , id = '', last] = path.split('/')
    const choir = all[Number(id) - 1]
    const role = choir?.roles.get(user)
    if (choir === undefined || role === undefined) return [404, {}]
    if (last === 'members' && method === 'POST') {
      if (asksConductor && role !== 'owner') return [refusal, {}]
      choir.roles.set(String(body.email), String(body.role))
      return [202, { asked: body.email }]
    }
    if (role !== 'owner') return [403, {}]
    choir.name = body.name
    return [200, { id: choir.id, name: choir.name }]
  })
}

const MEMBER = {
  type: 'object',
  properties: { email: { type: 'string' }, role: { type: 'string', enum: ['owner', 'soloist', 'singer'] } },
  required: ['email'],
}

it.each([
  ['by whoever is in it', false, 'fail', 403],
  ['by its owner', true, 'pass', 403],
])('somebody is taken in with a role %s, and no list shows who is in it', async (_name, asksConductor, outcome, refusal) => {
  const operations = [
    operationOf('POST', '/choirs', text('name')),
    operationOf('PATCH', '/choirs/{choir_id}', text('name')),
    operationOf('POST', '/choirs/{choir_id}/members', MEMBER),
  ]
  const seen = await decided('authz.function-level', probeUnlistedMembers, ['functionAccess'], operations, choirs(asksConductor, refusal))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: POST /choirs/{choir_id}/members: a member with the role')
})
