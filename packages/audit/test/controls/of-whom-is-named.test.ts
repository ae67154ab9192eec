import type { RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const SIGNED_IN = guardOf('authentication')
const OWNER = guardOf('owner')
const list = (isOverridden?: true): RouteFact =>
  routeOf('GET /invoices', {
    guards: [SIGNED_IN],
    effects: [
      effectOf('read-many', 'invoices', { byRequestId: true, byOwner: isOverridden !== true, ...(isOverridden ? { isOverridden } : {}) }),
    ],
  })
const remove = (ofCallerAlone?: true): RouteFact =>
  routeOf('DELETE /hooks/{id}', {
    guards: [SIGNED_IN, { ...OWNER, ...(ofCallerAlone ? { ofCallerAlone } : {}) }],
    effects: [effectOf('delete', 'hooks', { byRequestId: true })],
  })
const member = (guards: RouteFact['guards'], path = '/club/members/{id}'): RouteFact =>
  routeOf(`DELETE ${path}`, { guards, effects: [effectOf('update', 'people', { byRequestId: true })] })
const club = (guards: RouteFact['guards']): readonly RouteFact[] => [
  routeOf('PATCH /club', { guards, effects: [effectOf('update', 'clubs', { byOwner: true })] }),
  routeOf('POST /club/invitations', { guards, effects: [effectOf('create', 'invitations', { byOwner: true })] }),
]

it.each<[string, string, readonly RouteFact[], boolean]>([
  ['rows of whomever the request names', 'authz.object-level', [list(true)], true],
  ['rows of the caller', 'authz.object-level', [list()], false],
  ['any row for the owner of something', 'authz.object-level', [remove(true)], true],
  ['the row that the guard asked the owner of', 'authz.object-level', [remove()], false],
  ['members by any member, where owners invite', 'authz.function-level', [member([SIGNED_IN]), ...club([SIGNED_IN, OWNER])], true],
  ['members by owners', 'authz.function-level', [member([SIGNED_IN, OWNER]), ...club([SIGNED_IN, OWNER])], false],
  ['members by any member, where any member invites', 'authz.function-level', [member([SIGNED_IN]), ...club([SIGNED_IN])], false],
  ['members of nothing', 'authz.function-level', [member([SIGNED_IN], '/members/{id}'), ...club([SIGNED_IN, OWNER])], false],
])('%s', (_, id, routes, isFound) => {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`no control ${id}`)
  const outcome = decide(control, 'static', { source: known(sourceWith({ routes })), publicRoutes: known([]) })
  expect(outcome.outcome === 'fail').toBe(isFound)
})
