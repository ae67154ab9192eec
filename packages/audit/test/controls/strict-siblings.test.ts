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

const refund = (path: string, kind: 'update' | 'create' = 'update'): RouteFact =>
  routeOf(`POST /invoices/{id}/${path}`, {
    ...SIGNED_IN,
    effects: [effectOf('read-one', 'Invoice', { byRequestId: true, byOwner: true }), effectOf(kind, 'Invoice', { byOwner: true })],
  })
const writeOff = (guards: typeof ROLE): RouteFact =>
  routeOf('POST /invoices/{id}/write-off', { ...guards, effects: [effectOf('read-one', 'Invoice', { byRequestId: true })] })
const office = (count: number): readonly RouteFact[] =>
  ['customers', 'kiosks', 'partners']
    .slice(0, count)
    .map((name) => routeOf(`GET /office/${name}`, { ...ROLE, effects: [effectOf('read-many', name)] }))
const cancel = (act: string, byOwner = false): RouteFact =>
  routeOf(`POST /office/sailings/{id}/${act}`, { ...SIGNED_IN, effects: [effectOf('update', 'Sailing', { byRequestId: true, byOwner })] })

it.each<[string, readonly RouteFact[], string]>([
  ['refunds of their own beside a write-off for a role', [refund('refund'), writeOff(ROLE)], 'fail'],
  ['refunds of their own where nothing asks for a role', [refund('refund'), writeOff(SIGNED_IN)], 'not-applicable'],
  ['payments of their own beside a write-off for a role', [refund('pay'), writeOff(ROLE)], 'not-applicable'],
  ['requests for a refund beside a write-off for a role', [refund('refund', 'create'), writeOff(ROLE)], 'not-applicable'],
  ['a cancellation where all else is for a role', [...office(3), cancel('cancel')], 'fail'],
  ['a cancellation of their own where all else is for a role', [...office(3), cancel('cancel', true)], 'not-applicable'],
  [
    'a login beside a password that is for a role',
    [
      routeOf('POST /auth/login', { ...SIGNED_IN, purpose: 'login', effects: [effectOf('update', 'users', { byRequestId: true })] }),
      routeOf('PUT /auth/password', { ...ROLE, effects: [effectOf('update', 'users', { byOwner: true })] }),
    ],
    'not-applicable',
  ],
  [
    'a preview of what a role changes',
    [
      routeOf('POST /events/{id}/price-preview', { ...SIGNED_IN, effects: [effectOf('read-one', 'events', { byRequestId: true })] }),
      routeOf('PATCH /events/{id}', { ...ROLE, effects: [effectOf('update', 'events', { byRequestId: true })] }),
    ],
    'not-applicable',
  ],
  ['a vote where all else is for a role', [...office(3), cancel('vote')], 'not-applicable'],
  ['a cancellation beside little for a role', [...office(2), cancel('cancel')], 'not-applicable'],
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

it.each<[string, RouteFact, number]>([
  [
    'an administrative one without a role',
    routeOf('DELETE /admin/runs/{id}', { ...SIGNED_IN, purpose: 'admin', effects: approve.effects }),
    2,
  ],
  ['another that is for anybody', routeOf('DELETE /runs/{id}', { ...SIGNED_IN, effects: approve.effects }), 0],
])('asks what stands beside a route for an example: %s', (_name, beside, count) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.function-level')
  if (control === undefined) throw new Error('no control authz.function-level')
  const source = sourceWith({ routes: [list(ROLE, 'runs'), approve, beside] })
  const found = decide(control, 'static', { source: known(source), publicRoutes: known([]) }, 0)
  expect(found.outcome === 'fail' ? found.findings.length : 0).toBe(count)
})
