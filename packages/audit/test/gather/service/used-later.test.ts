import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeServerSideRequests } from '../../../src/gather/service/probes/server-side-requests.ts'
import { probeSqlStored } from '../../../src/gather/service/probes/sql-stored.ts'
import { probeSqlStoredBeside } from '../../../src/gather/service/probes/sql-stored-beside.ts'
import { probeUsedLater } from '../../../src/gather/service/probes/used-later.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

const isOdd = (value: string): boolean => (value.match(/'/g) ?? []).length % 2 === 1

/** Budgets whose use is looked up by the text of their category: put into the statement, or given beside it. */
const budgets = (isPasted: boolean): Handle => {
  const all: string[] = []
  return refusing(({ method, path, body }): Answer => {
    if (method === 'POST') {
      all.push(String(body.category))
      return [201, { id: all.length, category: body.category }]
    }
    const category = all[Number(path.split('/')[2]) - 1]
    if (category === undefined) return [404, {}]
    return path.endsWith('/usage') && isPasted && isOdd(category) ? [500, { error: 'failed' }] : [200, { category, used: 0 }]
  })
}

it.each([
  ['put into a statement', true, 'fail'],
  ['given beside it', false, 'not-verified'],
])('what was stored is %s when it is read', async (_name, isPasted, outcome) => {
  const operations = [
    operationOf('POST', '/budgets', text('category')),
    operationOf('GET', '/budgets/{id}'),
    operationOf('GET', '/budgets/{id}/usage'),
  ]
  const seen = await decided('input.sql-injection', probeSqlStored, ['sqlInjection'], operations, budgets(isPasted))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: GET /budgets/{id}/usage, body category')
})

/** Keepers of farms, and what is earned with each kind: the kinds are put into a statement, or given beside it. */
const farms = (isPasted: boolean): Handle => {
  const kinds: string[][] = []
  return refusing(({ method, path, body, query }): Answer => {
    const [, , farm = '', last = ''] = path.split('/')
    if (path === '/farms') return [201, { id: kinds.push([]), name: body.name }]
    const own = kinds[Number(farm) - 1]
    if (own === undefined) return [404, {}]
    if (method === 'POST') return [201, { id: own.push(String(body.kind)), kind: body.kind }]
    if (last !== 'report' || Number.isNaN(Date.parse(query.get('since') ?? ''))) return [422, {}]
    return isPasted && own.some(isOdd) ? [500, { error: 'failed' }] : [200, { lines: own.map((kind) => ({ kind, cents: 0 })) }]
  })
}

it.each([
  ['put into a statement', true, 'fail'],
  ['given beside it', false, 'not-verified'],
])('what was stored is %s when all of its kind are summed up', async (_name, isPasted, outcome) => {
  const report = {
    ...operationOf('GET', '/farms/{farm_id}/report'),
    parameters: [
      { name: 'farm_id', in: 'path' as const, isRequired: true, schema: { type: 'integer' } },
      { name: 'since', in: 'query' as const, isRequired: true, schema: { type: 'string', format: 'date-time' } },
    ],
  }
  const operations = [operationOf('POST', '/farms', text('name')), operationOf('POST', '/farms/{farm_id}/keepers', text('kind')), report]
  const seen = await decided('input.sql-injection', probeSqlStoredBeside, ['sqlInjection'], operations, farms(isPasted))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: GET /farms/{farm_id}/report, body kind')
})

/** Bells of towers, twelve each, that ring at an address: numbers of inner networks are refused, a name that leads there is taken or looked up. */
const bells = (looksUp: boolean, refused = /\/\/(?:127|10|192|\[)/, elsewhere = 200): Handle => {
  const all: string[] = []
  const towers: number[] = []
  return refusing(async ({ method, path: asked, body }): Promise<Answer> => {
    if (asked === '/towers') return [201, { id: towers.push(0), name: body.name }]
    const [, tower = '', path = ''] = /^\/towers\/(\d+)(\/.*)$/.exec(asked) ?? []
    if (method === 'POST' && path === '/bells') {
      towers[Number(tower) - 1] = (towers[Number(tower) - 1] ?? 0) + 1
      if ((towers[Number(tower) - 1] ?? 0) > 12) return [402, { error: 'full' }]
      if (refused.test(String(body.url))) return [422, { error: 'url' }]
      return [201, { id: all.push(String(body.url)), url: body.url }]
    }
    const url = all[Number(path.split('/')[2]) - 1]
    if (url === undefined) return [404, {}]
    if (looksUp || !/^http:\/\/(?:localhost|0\.0\.0\.0)/.test(url)) return [elsewhere, { delivered: false }]
    return [200, { delivered: true, answer: await (await fetch(url)).text() }]
  })
}

const INSIDE = /\/\/(?:127|10|192|\[|localhost)/

it.each<readonly [string, Handle, string]>([
  ['is taken', bells(false), 'fail'],
  ['is looked up first', bells(true), 'not-verified'],
  ['of every network is taken, and others give no answer', bells(false, INSIDE, 502), 'fail'],
  ['of every network is looked up first, and others give no answer', bells(true, INSIDE, 502), 'not-verified'],
])('an address that is stored and asked later: a name of this machine %s', async (_name, handle, outcome) => {
  const operations = [
    operationOf('POST', '/towers', text('name')),
    operationOf('POST', '/towers/{tower_id}/bells', text('url')),
    operationOf('POST', '/towers/{tower_id}/bells/{bell_id}/test'),
  ]
  const probe = async (probing: Probing): Promise<void> => {
    const maker = probing.operations.find(({ path }) => path === '/towers/{tower_id}/bells')
    const accepted = maker === undefined ? null : await probing.acceptedBy(maker)
    for (let each = 0; each < 12 && accepted !== null; each += 1)
      await probing.sendDraft(accepted.session, accepted.draft, { mayFail: true })
    await probeUsedLater(probing)
  }
  const seen = await decided('input.ssrf', probe, ['serverSideRequests'], operations, handle)
  expect(seen.outcome, seen.text).toBe(outcome)
})

interface Ways {
  /** The update of a hook takes every address, as its creation does not. */
  readonly takesAll: boolean
  /** The list of what was delivered is looked up by the hook alone. */
  readonly asksTeam: boolean
  /** What the list answers for the hook of another team; it is empty where nothing is said. */
  readonly ofAnother?: Answer
}

/** Hooks of teams: an address that is kept, and asked when somebody wants to see whether it works. */
function hooks({ takesAll, asksTeam, ofAnother = [200, []] }: Ways): Handle {
  const teams = new Map<string, string>()
  const all = new Map<string, { readonly team: string; url: string; readonly sent: string[] }>()
  return refusing(async ({ method, path, body }, user): Promise<Answer> => {
    if (path === '/teams' && method === 'POST') {
      teams.set(`t${teams.size + 1}`, user)
      return [201, { id: `t${teams.size}`, title: body.title }]
    }
    const [, , team = '', rest = '', id = '', act = ''] = path.split('/')
    if (teams.get(team) !== user) return [404, {}]
    if (rest === '') return [200, { id: team }]
    const isInside = /\/\/(?:[^/@]*@)?(?:\[|localhost|127|0|2130706433)/.test(String(body.url))
    if (id === '') {
      if (!URL.canParse(String(body.url)) || isInside) return [422, { error: 'This address is not allowed' }]
      all.set(`h${all.size + 1}`, { team, url: String(body.url), sent: [] })
      return [201, { id: `h${all.size}`, url: body.url }]
    }
    const hook = all.get(id)
    if (hook === undefined || ((act !== 'deliveries' || asksTeam) && hook.team !== team))
      return act === 'deliveries' ? ofAnother : [404, {}]
    if (act === 'deliveries') return [200, hook.sent.map((url, index) => ({ id: index, url }))]
    if (act === 'test') {
      if (!hook.url.startsWith('http://127.0.0.1')) return [502, {}]
      await fetch(hook.url, { method: 'POST' })
      hook.sent.push(hook.url)
      return [200, {}]
    }
    if (!URL.canParse(String(body.url)) || (isInside && !takesAll)) return [422, {}]
    hook.url = String(body.url)
    return [200, { id, url: hook.url }]
  })
}

const HOOK = '/teams/{team}/hooks/{id}'
const HOOKS = [
  operationOf('POST', '/teams', text('title')),
  operationOf('GET', '/teams/{team}'),
  operationOf('POST', '/teams/{team}/hooks', text('url')),
  operationOf('PATCH', HOOK, text('url')),
  operationOf('POST', `${HOOK}/test`),
  operationOf('GET', `${HOOK}/deliveries`),
]

it.each<readonly [string, Ways, string, string, string]>([
  ['any address by its update', { takesAll: true, asksTeam: true }, 'input.ssrf', 'fail', 'confirmed: PATCH /teams/{team}/hooks/{id}'],
  ['addresses elsewhere alone', { takesAll: false, asksTeam: true }, 'input.ssrf', 'pass', ''],
  ['deliveries of any team', { takesAll: true, asksTeam: false }, 'authz.object-level', 'fail', 'deliveries: user-b got the list'],
  ['deliveries of its team', { takesAll: true, asksTeam: true }, 'authz.object-level', 'pass', ''],
  ['no deliveries, for it fails', { takesAll: true, asksTeam: true, ofAnother: [400, {}] }, 'authz.object-level', 'not-verified', '400'],
])('a hook that takes or shows %s', async (_name, ways, control, outcome, told) => {
  const seen = await decided(
    control,
    async (probing) => {
      for (const operation of probing.operations) await probing.acceptedBy(operation)
      await probeServerSideRequests(probing, await injectionPoints(probing))
    },
    ['serverSideRequests', 'objectAccess'],
    HOOKS,
    hooks(ways),
  )
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

interface Templates {
  /** What stands between the braces is run as code. */
  readonly runs: boolean
  /** Titles are short. */
  readonly longest?: number
}

/** Letters that are filled in when they are shown: what follows a bar is the name of a filter, and there is one. */
const letters = ({ runs, longest = 1000 }: Templates): Handle => {
  const all: string[] = []
  const filled = (inner: string): string => {
    const [path = '', filter] = inner.split('|').map((part) => part.trim())
    if (filter !== undefined && filter !== 'upper') throw new RangeError('filter')
    const [, a, b] = /^(\d+)\*(\d+)$/.exec(path) ?? []
    return runs && a !== undefined ? String(Number(a) * Number(b)) : path === 'name' ? 'Kim' : ''
  }
  return refusing(({ method, path, body }): Answer => {
    if (path === '/letters' && method === 'POST') {
      if (String(body.title).length > longest || typeof body.template !== 'string') return [422, { error: 'too long' }]
      all.push(body.template)
      return [201, { id: all.length }]
    }
    const template = all[Number(path.split('/')[2]) - 1]
    if (template === undefined) return [404, {}]
    try {
      return [200, { text: template.replace(/\{\{([^{}]+)\}\}/g, (_all, inner: string) => filled(inner)) }]
    } catch {
      return [422, { error: 'there is no such filter' }]
    }
  })
}

it.each<readonly [string, Templates, string]>([
  ['run as code, with filters that it refuses', { runs: true }, 'fail'],
  ['run as code, below a short title', { runs: true, longest: 60 }, 'fail'],
  ['looked up by name', { runs: false, longest: 60 }, 'not-verified'],
])('what stands in a stored template is %s', async (_name, ways, outcome) => {
  const operations = [operationOf('POST', '/letters', text('title', 'template')), operationOf('POST', '/letters/{id}/render')]
  const seen = await decided('input.template-injection', probeUsedLater, ['templateInjection'], operations, letters(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
})
