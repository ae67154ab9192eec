import type { RouteEffect, RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const SIGNED_IN = [guardOf('authentication')]
const parent = effectOf('read-one', 'Shelf', { byRequestId: true, byOwner: true, namedBy: 'parent' })
const child = (kind: RouteEffect['kind'], more: Partial<RouteEffect> = {}): RouteEffect =>
  effectOf(kind, 'Book', { byRequestId: true, namedBy: 'child', ...more })
const nested = (...effects: readonly RouteEffect[]): RouteFact =>
  routeOf('PATCH /shelves/{shelf}/books/{book}', { guards: SIGNED_IN, effects: [parent, ...effects] })
const list = routeOf('GET /shelves/{shelf}/books', {
  guards: SIGNED_IN,
  effects: [parent, effectOf('read-many', 'Book', { namedBy: 'parent', byOwner: true })],
})

const member = { ...guardOf('owner'), name: 'shelfMember', level: 'application' } as const
const behindRole = (owner: RouteFact['guards'][number], ...effects: readonly RouteEffect[]): RouteFact =>
  routeOf('DELETE /shelves/{shelf}/books/{book}', { guards: [...SIGNED_IN, owner, { ...guardOf('role'), level: 'handler' }], effects })

const many = (...effects: readonly RouteEffect[]): RouteFact =>
  routeOf('POST /shelves/{shelf}/books/lend', { guards: [...SIGNED_IN, member], effects })
const listed = (more: Partial<RouteEffect> = {}): RouteEffect =>
  effectOf('update', 'Book', { byRequestId: true, byIds: true, isBelow: true, ...more })

const pages = (...effects: readonly RouteEffect[]): RouteFact =>
  routeOf('GET /shelves/{shelf}/books/{id}/pages', { guards: [...SIGNED_IN, member], effects })
const tied = routeOf('PATCH /shelves/{shelf}/books/{id}', {
  guards: [...SIGNED_IN, member],
  effects: [child('read-one', { namedBy: 'both' })],
})
const pagesOf = (more: Partial<RouteEffect> = {}): RouteEffect =>
  effectOf('read-many', 'Page', { byRequestId: true, namedBy: 'child', ...more })

it.each<[string, readonly RouteFact[], string]>([
  ['rows of a list of ids, of a table that is listed below elsewhere', [many(listed({ isBelow: false })), list], 'fail'],
  ['rows of a list of ids, of a table that nothing says to belong below', [many(listed({ isBelow: false }))], 'pass'],
  ['what belongs to a row that is asked for with its shelf elsewhere', [pages(pagesOf()), tied], 'fail'],
  ['what belongs to a row that nobody asks for with its shelf', [pages(pagesOf())], 'not-applicable'],
  ['what belongs to a row that is asked for first', [pages(child('read-one', { namedBy: 'both' }), pagesOf()), tied], 'pass'],
  ['rows of a list of ids, whatever shelf they are on', [many(listed())], 'fail'],
  ['rows of a list of ids on that shelf', [many(listed({ namedBy: 'parent' }))], 'pass'],
  ['rows of a list of ids that are read first', [many(effectOf('read-many', 'Book', { byRequestId: true }), listed())], 'pass'],
  ['a row that a role on the shelf takes from any shelf', [behindRole(member, child('delete'))], 'fail'],
  [
    'a row that a role on the shelf takes from that shelf',
    [behindRole(member, child('delete', { namedBy: 'both', byOwner: true }))],
    'not-applicable',
  ],
  ['a row that a guard of the row has asked for', [behindRole({ ...member, name: 'bookMember' }, child('delete'))], 'not-applicable'],
  ['a row that is changed by its own id alone', [nested(child('update'))], 'fail'],
  ['a row of a model below that is read by its own id alone', [nested(child('read-one', { isBelow: true }))], 'fail'],
  ['a row that is listed below elsewhere and read by its own id alone', [nested(child('read-one')), list], 'fail'],
  ['a row of which nothing says that it belongs below', [nested(child('read-one'))], 'pass'],
  [
    'a row that is asked for with what stands above it',
    [nested(child('read-one', { namedBy: 'both' }), child('update', { namedBy: 'both' }))],
    'pass',
  ],
  [
    'a row that is asked for with what stands above it, then changed',
    [nested(child('read-one', { namedBy: 'both' }), child('update'))],
    'pass',
  ],
])('%s', (_name, routes, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.object-level')
  if (control === undefined) throw new Error('no such control')
  expect(decide(control, 'static', { source: known(sourceWith({ routes })) }, 0).outcome).toBe(outcome)
})
