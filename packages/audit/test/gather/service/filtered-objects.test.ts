import { expect, it } from 'vitest'
import { probeFilteredObjects } from '../../../src/gather/service/probes/filtered-objects.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

type Row = Record<string, unknown>

/** What becomes of the team of the path: put before the condition, or behind it. */
type Way = 'before' | 'behind' | 'refuses a team' | 'forbids a team' | 'changes nothing'

/** Claims of teams, and a change of all that a condition meets. */
function claims(way: Way): Handle {
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
    if (filter.team_id !== undefined && way.endsWith('a team')) return [way === 'forbids a team' ? 403 : 422, {}]
    if (way === 'changes nothing') return [200, { changed: 0 }]
    const wanted = way === 'before' ? { team_id: team, ...filter } : { ...filter, team_id: team }
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

async function probe(probing: Probing): Promise<void> {
  const { userA, userB } = probing.identities
  if (userA !== null && userB !== null) await probeFilteredObjects(probing, userA, userB)
}

it.each<readonly [string, Way, string]>([
  ['is put before the condition', 'before', 'fail'],
  ['is put behind the condition', 'behind', 'pass'],
  ['is forbidden in the condition', 'forbids a team', 'pass'],
  ['in the condition is refused, whatever for', 'refuses a team', 'not-verified'],
  ['makes no difference where no own claim is changed either', 'changes nothing', 'not-verified'],
])('the team of the path %s', async (_name, way, outcome) => {
  const seen = await decided('authz.object-level', probe, ['objectAccess'], OPERATIONS, claims(way))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: PATCH /teams/{team}/claims')
})
