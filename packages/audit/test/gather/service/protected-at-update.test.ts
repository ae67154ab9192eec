import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeMassAssignment } from '../../../src/gather/service/probes/mass-assignment.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

type Body = Record<string, unknown>
/** What is taken of a body; the status of the refusal where nothing is. */
type Take = (body: Body) => Body | number

/** A service of one collection of objects, each in `data`; what creation and update take of a body is the test's. */
function objects(made: Body, atCreation: Take, atUpdate: Take): Handle {
  const all = new Map<string, Body>()
  return refusing(({ method, path, body }, user): Answer => {
    if (method === 'POST') {
      const id = `x${all.size + 1}`
      const taken = atCreation(body)
      if (typeof taken === 'number') return [taken, {}]
      all.set(id, { ...made, id, user_id: user, ...taken })
      return [201, { data: all.get(id) }]
    }
    const found = all.get(path.split('/').at(-1) ?? '')
    if (found === undefined) return [404, {}]
    const taken = method === 'PATCH' ? atUpdate(body) : {}
    if (typeof taken === 'number') return [taken, {}]
    Object.assign(found, taken)
    return found.isLost === true ? [500, {}] : [200, { data: found }]
  })
}

const WHOLE: Take = (body) => body
const TITLE: Take = ({ title }) => (title === undefined ? {} : { title })
/** Refuses what is not among the fields. */
const only =
  (...names: readonly string[]): Take =>
  (body) =>
    Object.keys(body).every((name) => names.includes(name)) ? body : 422
const CREDIT: Take = ({ credit_cents }) => (credit_cents === undefined ? {} : { credit_cents })
const CLAIM = { status: 'draft', decided_by: null }
const CLAIMS = [
  operationOf('POST', '/claims', text('title')),
  operationOf('GET', '/claims/{id}'),
  operationOf('PATCH', '/claims/{id}', text('title')),
  operationOf('POST', '/claims/{id}/approve'),
]

/** Takes the first body in which there is more than a title, and the title of others. */
function once(take: Take): Take {
  let isOver = false
  return (body) => {
    if (isOver || Object.keys(body).every((name) => name === 'title')) return TITLE(body)
    isOver = true
    return take(body)
  }
}

const outcomeOf = (operations: readonly Operation[], handle: Handle) =>
  decided('authz.mass-assignment', probeMassAssignment, ['massAssignment'], operations, handle)

it.each<readonly [string, () => Take, string, string]>([
  ['takes the whole body', () => WHOLE, 'fail', 'confirmed: PATCH /claims/{id}: the object took status, decided_by, user_id from the body'],
  ['takes its fields', () => TITLE, 'pass', ''],
  ['refuses other fields beside its own', () => only('title'), 'pass', ''],
  ['takes other fields beside its own alone', () => (body) => (body.title === undefined ? 422 : body), 'fail', 'the object took'],
  ['refuses every body', () => () => 422, 'partial', 'PATCH /claims/{id}'],
  ['is in conflict with what there is', () => () => 409, 'partial', 'PATCH /claims/{id}'],
  ['loses the object', () => () => ({ isLost: true }), 'partial', 'PATCH /claims/{id}'],
  ['takes the whole body once', () => once(WHOLE), 'partial', 'PATCH /claims/{id}'],
])('an update that %s', async (_name, take, outcome, told) => {
  const seen = await outcomeOf(CLAIMS, objects(CLAIM, TITLE, take()))
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

it('takes a state from a body where no act has to bring an object into it', async () => {
  const operations = CLAIMS.filter(({ path }) => !path.endsWith('approve'))
  const seen = await outcomeOf(
    operations,
    objects(CLAIM, TITLE, ({ status }) => (status === undefined ? {} : { status })),
  )
  expect(seen.outcome, seen.text).toBe('pass')
})

const TEAMS = [
  { ...operationOf('POST', '/teams', text('title', 'credit_cents')), origins: ['source' as const] },
  operationOf('GET', '/teams/{id}'),
  operationOf('PATCH', '/teams/{id}', text('title')),
]
const REDEEM = operationOf('POST', '/teams/{id}/credit/redeem', text('code'))
const TEAM = { credit_cents: 0, settings: { limits: { seats: 5 }, notifications: { approved: false } } }

it.each<readonly [string, readonly Operation[], Take, string]>([
  ['the money that an operation gives', [...TEAMS, REDEEM], CREDIT, 'fail'],
  ['a number that nothing else gives', TEAMS, CREDIT, 'pass'],
  ['no money', [...TEAMS, REDEEM], TITLE, 'pass'],
])('a creation that takes %s', async (_name, operations, take, outcome) => {
  const seen = await outcomeOf(operations, objects(TEAM, take, TITLE))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each<readonly [string, Take, string]>([
  ['the limits of a plan', ({ settings }) => (settings === undefined ? {} : { settings }), 'fail'],
  ['what its user wishes', TITLE, 'pass'],
])('an update that takes %s', async (_name, take, outcome) => {
  const seen = await outcomeOf(TEAMS, objects(TEAM, TITLE, take))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('settings.limits.seats')
})
