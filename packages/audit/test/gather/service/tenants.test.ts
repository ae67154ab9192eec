import { expect, it } from 'vitest'
import { probeTenants } from '../../../src/gather/service/probes/tenants.ts'
import { rankOf, rolesOf, tenantKinds } from '../../../src/gather/service/tenants.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

type Weakness = 'raises' | 'invites' | 'takes out' | 'approves' | 'remembers' | 'joins by link'
/** What does not work for anybody, or once only. */
type Fault = 'changes nobody' | 'removes nobody' | 'invites above once' | 'fails at links' | 'approves once'

interface Team {
  readonly roles: Map<string, string>
  readonly claims: Map<string, { id: string; by: string; status: string; title: string }>
}

/** A service of teams with roles, whose claims are decided by approvers; each weakness leaves out one question, and each fault does not work. */
class Teams {
  private readonly teams = new Map<string, Team>()
  private readonly codes = new Map<string, { team: string; role: string }>()
  private readonly remembered = new Map<string, string>()
  private readonly weaknesses: readonly (Weakness | Fault)[]
  private made = 0
  private lent = 0
  private approved = 0

  constructor(weaknesses: readonly (Weakness | Fault)[]) {
    this.weaknesses = weaknesses
  }

  readonly handle: Handle = refusing(({ method, path, body }, user) => {
    if (path === '/teams' && method === 'POST') {
      const id = this.next('t')
      this.teams.set(id, { roles: new Map([[user, 'owner']]), claims: new Map() })
      return [201, { data: { id, title: body.title } }]
    }
    const code = /^\/invitations\/(\w+)\/accept$/.exec(path)?.[1]
    if (code !== undefined && method === 'GET' && this.weaknesses.includes('fails at links')) return [503, {}]
    if (code !== undefined) return method === 'POST' || this.weaknesses.includes('joins by link') ? this.accept(code, user) : [404, {}]
    const [, id = '', rest = ''] = /^\/teams\/(\w+)(?:\/(.*))?$/.exec(path) ?? []
    const team = this.teams.get(id)
    const role = team === undefined ? undefined : this.roleIn(id, team, user)
    if (team === undefined || role === undefined) return [404, {}]
    if (rest === '') return [200, { data: { id } }]
    if (rest === 'invitations') return this.invite(id, role, String(body.role ?? 'member'))
    return rest.startsWith('members') ? this.members(team, role, method, rest, body) : this.claims(team, role, method, rest, body, user)
  })

  private next(prefix: string): string {
    this.made += 1
    return `${prefix}${this.made}`
  }

  private roleIn(id: string, team: Team, user: string): string | undefined {
    const key = `${id} ${user}`
    const role = team.roles.get(user) ?? (this.weaknesses.includes('remembers') ? this.remembered.get(key) : undefined)
    if (role !== undefined) this.remembered.set(key, role)
    return role
  }

  private accept(code: string, user: string): Answer {
    const invited = this.codes.get(code)
    if (invited === undefined) return [404, {}]
    this.teams.get(invited.team)?.roles.set(user, invited.role)
    return [200, { data: invited }]
  }

  private invite(team: string, role: string, wanted: string): Answer {
    const isOnce = this.weaknesses.includes('invites above once')
    if (role !== 'owner' && !((isOnce || this.weaknesses.includes('invites')) && role !== 'viewer')) return [403, {}]
    const code = this.next('c')
    if (role !== 'owner') this.lent += 1
    this.codes.set(code, { team, role: isOnce && role !== 'owner' && this.lent > 2 ? 'viewer' : wanted })
    return [201, { data: { code, role: wanted } }]
  }

  private members({ roles }: Team, role: string, method: string, rest: string, body: Record<string, unknown>): Answer {
    const list = [...roles].map(([email, own]) => ({ id: email, email, role: own }))
    if (rest === 'members') return [200, { data: list }]
    if (this.weaknesses.includes(method === 'DELETE' ? 'removes nobody' : 'changes nobody')) return [403, {}]
    const email = decodeURIComponent(rest.slice('members/'.length))
    const may = method === 'DELETE' ? this.weaknesses.includes('takes out') : this.weaknesses.includes('raises') && role === 'approver'
    if (role !== 'owner' && !may) return [403, {}]
    if (method === 'DELETE') roles.delete(email)
    else roles.set(email, String(body.role))
    return [200, {}]
  }

  private claims({ claims }: Team, role: string, method: string, rest: string, body: Record<string, unknown>, by: string): Answer {
    const [, id = '', act = ''] = rest.split('/')
    if (id === '' && method === 'POST') {
      if (role === 'viewer') return [403, {}]
      const claim = { id: this.next('x'), by, status: 'draft', title: String(body.title) }
      claims.set(claim.id, claim)
      return [201, { data: claim }]
    }
    const claim = claims.get(id)
    if (claim === undefined) return [404, {}]
    if (act === 'approve') this.approved += 1
    const mayApprove = this.weaknesses.includes('approves') || (this.weaknesses.includes('approves once') && this.approved === 1)
    const isForAll = act === '' || act === 'submit' || (act === 'approve' && mayApprove)
    if (!isForAll && !['approver', 'owner'].includes(role)) return [403, {}]
    if (act === 'submit') claim.status = 'submitted'
    else if (act !== '' && claim.status !== 'submitted') return [409, {}]
    else if (act !== '') claim.status = `${act}d`
    return [200, { data: claim }]
  }
}

const ROLE = { type: 'object', properties: { role: { enum: ['viewer', 'member', 'approver', 'owner'] } } }
const OPERATIONS = [
  operationOf('POST', '/teams', text('title')),
  operationOf('GET', '/teams/{team}'),
  operationOf('GET', '/teams/{team}/members'),
  operationOf('PATCH', '/teams/{team}/members/{member}', ROLE),
  operationOf('DELETE', '/teams/{team}/members/{member}'),
  operationOf('POST', '/teams/{team}/invitations', ROLE),
  operationOf('GET', '/invitations/{code}/accept'),
  operationOf('POST', '/invitations/{code}/accept'),
  operationOf('POST', '/teams/{team}/claims', text('title')),
  operationOf('GET', '/teams/{team}/claims/{id}'),
  operationOf('POST', '/teams/{team}/claims/{id}/submit'),
  operationOf('POST', '/teams/{team}/claims/{id}/approve'),
  operationOf('POST', '/teams/{team}/claims/{id}/reject'),
]

it.each<readonly [Weakness, string]>([
  ['raises', 'a member with the role approver gave itself the role owner'],
  ['invites', 'a member with the role member let somebody in as owner'],
  ['takes out', 'a member with the role viewer took another out'],
  ['approves', 'a member with the role member approved what it had made itself'],
])('sees what a member may do beyond its role: %s', async (weakness, message) => {
  const teams = new Teams([weakness])
  const seen = await decided('authz.function-level', probeTenants, ['functionAccess'], OPERATIONS, teams.handle)
  expect(seen.outcome, seen.text).toBe('fail')
  expect(seen.text).toContain(`confirmed: `)
  expect(seen.text).toContain(message)
  expect(seen.text.split('\n')).toHaveLength(1)
})

it('says nothing where each role is asked for', async () => {
  const seen = await decided('authz.function-level', probeTenants, ['functionAccess'], OPERATIONS, new Teams([]).handle)
  expect(seen.outcome, seen.text).toBe('pass')
})

it.each<readonly [string, Fault, string]>([
  ['the owner changes no roles either', 'changes nobody', 'PATCH /teams/{team}/members/{member}'],
  ['the owner takes nobody out either', 'removes nobody', 'DELETE /teams/{team}/members/{member}'],
  ['a member approves its own, and no second time', 'approves once', 'POST /teams/{team}/claims/{id}/approve'],
  ['somebody is let in above the own role, and nobody after that', 'invites above once', 'POST /teams/{team}/invitations'],
])('makes no pass and no finding where %s', async (_name, fault, place) => {
  const seen = await decided('authz.function-level', probeTenants, ['functionAccess'], OPERATIONS, new Teams([fault]).handle)
  expect(seen.outcome, seen.text).toBe('partial')
  expect(seen.text).toContain(place)
})

it.each<readonly [string, readonly Weakness[], string]>([
  ['goes on, where a membership is remembered', ['remembers'], 'fail'],
  ['is refused, where the service looks each time', [], 'not-verified'],
])('a member who was taken out %s', async (_name, weaknesses, outcome) => {
  const seen = await decided('cache.invalidation', probeTenants, ['caching'], OPERATIONS, new Teams(weaknesses).handle)
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each<readonly [string, readonly (Weakness | Fault)[], string]>([
  ['by a link', ['joins by link'], 'fail'],
  ['by a request that changes something alone', [], 'pass'],
  ['by a link that failed', ['fails at links'], 'not-verified'],
])('an invitation is taken %s', async (_name, weaknesses, outcome) => {
  const seen = await decided('api.http-methods', probeTenants, ['methods'], OPERATIONS, new Teams(weaknesses).handle)
  expect(seen.outcome, seen.text).toBe(outcome)
})

it('knows what is shared by who belongs to it, and its roles from the lowest', () => {
  expect(tenantKinds(OPERATIONS)).toMatchObject([{ template: '/teams/{team}', parameter: 'team', collection: '/teams' }])
  expect(rolesOf(OPERATIONS)).toEqual(['viewer', 'member', 'approver', 'owner'])
  expect(tenantKinds(OPERATIONS.filter(({ path }) => !path.includes('invitations')))).toEqual([])
  expect(['owner', 'poet'].map(rankOf)).toEqual([5, null])
})
