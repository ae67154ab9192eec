import { expect, it } from 'vitest'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

type Row = Record<string, unknown>

/** Claims of teams, and a change of all that a condition meets: joined to the team of the path before it, or behind it. */
function claims(isTeamLast: boolean): Handle {
  const owners = new Map<string, string>()
  const all: Row[] = []
  return refusing(({ method, path, body }, user): Answer => {
    if (path === '/teams' && method === 'POST') {
      owners.set(`t${owners.size + 1}`, user)
      return [201, { id: `t${owners.size}` }]
    }
    const [, , team = '', rest = '', id = ''] = path.split('/')
    if (owners.get(team) !== user) return [404, {}]
    if (rest === '') return [200, { id: team }]
    if (method === 'POST') {
      const claim = { id: all.length + 1, team_id: team, title: body.title, category: 'other' }
      all.push(claim)
      return [201, claim]
    }
    if (method === 'GET') {
      const claim = all.find((each) => String(each.id) === id && each.team_id === team)
      return claim === undefined ? [404, {}] : [200, claim]
    }
    const filter = body.filter as Row
    const wanted = isTeamLast ? { ...filter, team_id: team } : { team_id: team, ...filter }
    const met = all.filter((each) => Object.entries(wanted).every(([name, value]) => each[name] === value))
    for (const each of met) each.category = body.category
    return [200, { changed: met.length }]
  })
}

const OPERATIONS = [
  operationOf('POST', '/teams', text('title')),
  operationOf('GET', '/teams/{team}'),
  operationOf('POST', '/teams/{team}/claims', text('title')),
  operationOf('GET', '/teams/{team}/claims/{id}'),
  operationOf('PATCH', '/teams/{team}/claims', { type: 'object', properties: { filter: {}, category: { enum: ['travel', 'other'] } } }),
]

it.each([
  ['before it', false, 'fail'],
  ['behind it', true, 'pass'],
])('the team of the path is joined to the condition %s', async (_name, isTeamLast, outcome) => {
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], OPERATIONS, claims(isTeamLast))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: PATCH /teams/{team}/claims')
})
