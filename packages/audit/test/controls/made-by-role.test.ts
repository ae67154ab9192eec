import type { RouteEffect, RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const SIGNED_IN = { guards: [guardOf('authentication')] }
const ROLE = { guards: [guardOf('role')] }
const BY_ID = { byRequestId: true }

const make = (guards: typeof ROLE, path = '/events'): RouteFact =>
  routeOf(`POST ${path}`, { ...guards, effects: [effectOf('create', 'events')] })
const change = (text: string, effect: Partial<RouteEffect> = {}): RouteFact =>
  routeOf(text, { ...SIGNED_IN, effects: [effectOf(text.startsWith('DELETE') ? 'delete' : 'update', 'events', { ...BY_ID, ...effect })] })
const read = (effect: Partial<RouteEffect>, table = 'members'): RouteFact =>
  routeOf('GET /members/{id}', { ...SIGNED_IN, effects: [effectOf('read-one', table, { ...BY_ID, ...effect })] })
const login = (purpose: RouteFact['purpose']): RouteFact =>
  routeOf('POST /kiosk/enter', { purpose, effects: [effectOf('read-one', 'members', BY_ID)] })
const act = (text: string, csrf: RouteFact['csrf'], guards = SIGNED_IN): readonly RouteFact[] => [
  routeOf(text, { ...guards, effects: [effectOf('delete', 'members', { byOwner: true })] }),
  routeOf('POST /other', { ...SIGNED_IN, csrf }),
]

it.each<[string, string, readonly RouteFact[], string]>([
  ['rows that a role makes are deleted by anybody', 'authz.function-level', [make(ROLE), change('DELETE /events/{id}')], 'fail'],
  ['rows that a role makes are changed by anybody', 'authz.function-level', [make(ROLE), change('PATCH /events/{id}')], 'fail'],
  ['the same is told once', 'authz.object-level', [make(ROLE), change('DELETE /events/{id}')], 'pass'],
  ['rows that anybody makes', 'authz.function-level', [make(SIGNED_IN), change('DELETE /events/{id}')], 'not-applicable'],
  ['rows that anybody makes, by their number', 'authz.object-level', [make(SIGNED_IN), change('DELETE /events/{id}')], 'fail'],
  [
    'rows that a role makes and somebody else too',
    'authz.function-level',
    [make(ROLE), make(SIGNED_IN, '/drafts'), change('DELETE /events/{id}')],
    'not-applicable',
  ],
  ['rows of their own', 'authz.function-level', [make(ROLE), change('DELETE /events/{id}', { byOwner: true })], 'not-applicable'],
  ['an act on what a role has made', 'authz.function-level', [make(ROLE), change('PUT /events/{id}/seat')], 'not-applicable'],
  ['a member who is looked up to sign in is shown to nobody', 'authz.object-level', [login('login'), read({})], 'fail'],
  ['a member whom anybody may see', 'authz.object-level', [login('other'), read({})], 'pass'],
  ['what members show of themselves', 'authz.object-level', [read({ columns: ['name', 'about', 'photo', 'createdAt'] })], 'pass'],
  ['what members show, and the telephone', 'authz.object-level', [read({ columns: ['name', 'phone'] })], 'fail'],
])('%s: %s', (_name, id, routes, outcome) => {
  expect(outcomeOf(id, routes).outcome).toBe(outcome)
})

it.each<[string, readonly RouteFact[], readonly number[]]>([
  ['a link deletes what the session is of', act('GET /account/close', 'none'), [650, 352]],
  ['other routes ask for a token', act('GET /account/close', 'protected'), [650, 352]],
  ['no route takes a session', act('GET /account/close', 'not-applicable'), [650]],
  ['nobody has to be signed in', act('GET /account/close', 'none', { guards: [] }), [650]],
])('a GET that deletes: %s', (_name, routes, cwe) => {
  const outcome = outcomeOf('api.http-methods', routes)
  expect(outcome).toMatchObject({ outcome: 'fail', findings: [{ cwe }] })
})

function outcomeOf(id: string, routes: readonly RouteFact[]): ReturnType<typeof decide> {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`no control ${id}`)
  return decide(control, 'static', { source: known(sourceWith({ routes })) }, 0)
}
