import { expect, it } from 'vitest'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { probeSharedAnswers } from '../../../src/gather/service/probes/shared-answers.ts'
import { probeSkippedDecisions } from '../../../src/gather/service/probes/skipped-decisions.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

interface Ways {
  /** A header names the team whose notes are exported. */
  readonly followsHeader?: boolean
  /** What an export answers to who names another team than that of the path. */
  readonly atOtherTeam?: number
  /** What the summary of a team is kept by. */
  readonly keyOf?: (team: string, since: string) => string
  /** A claim is paid out whatever became of it. */
  readonly paysAll?: boolean
  /** What a claim is as it is made. */
  readonly made?: 'approved'
  /** What a claim that is not approved gets where it is to be paid. */
  readonly atUnpaid?: number
}

/** A service of teams that their owners alone enter: notes, an export, a summary that is kept, and claims that are approved before they are paid. */
function teams({
  followsHeader = false,
  atOtherTeam,
  keyOf = (team, since) => `${team} ${since}`,
  paysAll = false,
  made,
  atUnpaid = 409,
}: Ways): Handle {
  const owners = new Map<string, { readonly owner: string; readonly title: string }>()
  const notes = new Map<string, string[]>()
  const kept = new Map<string, unknown>()
  const claims = new Map<string, string>()
  return refusing(({ method, path, query, headers, body }, user): Answer => {
    if (path === '/teams' && method === 'POST') {
      const id = `t${owners.size + 1}`
      owners.set(id, { owner: user, title: String(body.title) })
      return [201, { id, title: body.title }]
    }
    const [, , team = '', rest = '', id = '', act = ''] = path.split('/')
    if (owners.get(team)?.owner !== user) return [404, {}]
    if (rest === '') return [200, { id: team, title: owners.get(team)?.title }]
    if (rest === 'notes') {
      notes.set(team, [...(notes.get(team) ?? []), String(body.title)])
      return [201, { id: 1, title: body.title }]
    }
    if (rest === 'export' && atOtherTeam !== undefined && String(headers['x-team'] ?? team) !== team) return [atOtherTeam, {}]
    if (rest === 'export') return [200, notes.get(followsHeader ? String(headers['x-team'] ?? team) : team) ?? []]
    if (rest === 'summary') {
      const key = keyOf(team, query.get('since') ?? '2030-01-01')
      if (!kept.has(key)) kept.set(key, { title: owners.get(team)?.title })
      return Number.isNaN(Date.parse(query.get('since') ?? '2030-01-01')) ? [422, {}] : [200, kept.get(key)]
    }
    if (id === '') {
      claims.set(`${claims.size + 1}`, made ?? 'draft')
      return [201, { id: claims.size, status: made ?? 'draft' }]
    }
    const isIn = claims.get(id)
    if (act === 'submit' && isIn === 'draft') claims.set(id, 'submitted')
    else if ((act === 'approve' || act === 'reject') && isIn === 'submitted') claims.set(id, act === 'approve' ? 'approved' : 'rejected')
    else if (act === 'reimburse' && (paysAll || isIn === 'approved')) claims.set(id, 'paid')
    else if (act !== '') return [act === 'reimburse' ? atUnpaid : 409, {}]
    return [200, { id: Number(id), status: claims.get(id) }]
  })
}

const TEAMS = [operationOf('POST', '/teams', text('title')), operationOf('GET', '/teams/{team}')]
const EXPORT = {
  ...operationOf('GET', '/teams/{team}/export'),
  parameters: [
    { name: 'team', in: 'path' as const, isRequired: true, schema: {} },
    { name: 'x-team', in: 'header' as const, isRequired: false, schema: {} },
  ],
}
const SUMMARY = {
  ...operationOf('GET', '/teams/{team}/summary'),
  parameters: [
    { name: 'team', in: 'path' as const, isRequired: true, schema: {} },
    { name: 'since', in: 'query' as const, isRequired: false, schema: {} },
  ],
}

it.each<readonly [string, Ways, string, string]>([
  ['instead of the path', { followsHeader: true }, 'fail', 'header x-team'],
  ['and is not read', {}, 'pass', ''],
  ['and is forbidden', { atOtherTeam: 403 }, 'pass', ''],
  ['and fails', { atOtherTeam: 400 }, 'partial', 'header x-team'],
])('a header names a team %s', async (_name, ways, outcome, told) => {
  const operations = [...TEAMS, operationOf('POST', '/teams/{team}/notes', text('title')), EXPORT]
  const seen = await decided(
    'authz.object-level',
    async (probing) => {
      for (const operation of probing.operations) await probing.acceptedBy(operation)
      await probeObjectAccess(probing)
    },
    ['objectAccess'],
    operations,
    teams(ways),
  )
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

it.each<readonly [string, Ways, string]>([
  ['by its day alone', { keyOf: (_team, since) => since }, 'fail'],
  ['by team and day', {}, 'pass'],
])('the summary of a team is kept %s', async (_name, ways, outcome) => {
  const seen = await decided('cache.isolation', probeSharedAnswers, ['caching'], [...TEAMS, SUMMARY], teams(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
})

const CLAIM = '/teams/{team}/claims/{id}'
const CLAIMS = [
  operationOf('POST', '/teams/{team}/claims', text('title')),
  operationOf('GET', CLAIM),
  ...['submit', 'approve', 'reject', 'reimburse'].map((act) => operationOf('POST', `${CLAIM}/${act}`)),
]

it.each<readonly [string, Ways, string]>([
  ['whatever became of it', { paysAll: true }, 'fail'],
  ['once it is approved', {}, 'pass'],
  ['that is approved as it is made', { made: 'approved' }, 'not-verified'],
  ['by nobody, for a limit is reached', { atUnpaid: 429 }, 'not-verified'],
])('a claim is paid out %s', async (_name, ways, outcome) => {
  const seen = await decided('authz.function-level', probeSkippedDecisions, ['functionAccess'], [...TEAMS, ...CLAIMS], teams(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('pays out what nobody approved')
})
