import type { RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const SIGNED_IN = { guards: [guardOf('authentication')] }
const ROLE = { guards: [guardOf('role')] }

const list = (guards: typeof ROLE, table: string): RouteFact => routeOf('GET /runs', { ...guards, effects: [effectOf('read-many', table)] })
const approve = routeOf('POST /runs/{id}/approve', { ...SIGNED_IN, effects: [effectOf('update', 'runs', { byRequestId: true })] })
const make = (table: string, byOwner = false): RouteFact =>
  routeOf('POST /things', { ...SIGNED_IN, effects: [effectOf('create', table, { byOwner })] })
const withdraw = (table: string): RouteFact =>
  routeOf('POST /things/{id}/close', { ...ROLE, effects: [effectOf('update', table, { byRequestId: true })] })

it.each<[string, readonly RouteFact[], string]>([
  ['rows that only a role may list are changed by anybody', [list(ROLE, 'runs'), approve], 'fail'],
  ['rows that anybody may list', [list(SIGNED_IN, 'runs'), approve], 'not-applicable'],
  ['rows that a role and anybody list', [list(ROLE, 'runs'), list(SIGNED_IN, 'runs'), approve], 'not-applicable'],
  ['other rows that only a role may list', [list(ROLE, 'jobs'), approve], 'not-applicable'],
  ['vouchers that anybody makes and a role takes back', [make('Voucher'), withdraw('Voucher')], 'fail'],
  ['vouchers of their own', [make('Voucher', true), withdraw('Voucher')], 'not-applicable'],
  ['messages that anybody sends and a role closes', [make('Message'), withdraw('Message')], 'not-applicable'],
])('%s', (_name, routes, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.function-level')
  if (control === undefined) throw new Error('no such control')
  expect(decide(control, 'static', { source: known(sourceWith({ routes })) }, 0).outcome).toBe(outcome)
})
