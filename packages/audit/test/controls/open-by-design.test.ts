import type { RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const READS = { effects: [effectOf('read-one', 'payments', { byRequestId: true })] }
const WRITES = { effects: [effectOf('update', 'payments', { byRequestId: true })] }
const BY_SECRET = effectOf('read-one', 'users', { bySecret: true })
const SWEPT = (snippet: string): RouteFact['effects'][number] => {
  const effect = effectOf('delete', 'tokens')
  return { ...effect, place: { ...effect.place, snippet } }
}
const READ_ONLY = guardOf('authentication', 'declared-open')
const UNASKED = { name: 'signedIn', kind: 'authentication', how: 'elsewhere', place: READ_ONLY.place } as const
const profileOf = (...columns: string[]) => effectOf('read-one', 'users', { byRequestId: true, columns })
const SIGNED_IN = { guards: [guardOf('authentication')] }

it.each([
  ['auth.required-by-default', 'GET /.well-known/pay/{name}', READS, 'partial'],
  ['auth.required-by-default', 'GET /pay/{name}', READS, 'fail'],
  ['auth.required-by-default', 'POST /webhooks/stripe', READS, 'partial'],
  ['auth.required-by-default', 'POST /webhooks/stripe', WRITES, 'fail'],
  ['auth.required-by-default', 'GET /payments/{payment_hash}', READS, 'partial'],
  ['auth.required-by-default', 'GET /users/{id}/payments/{payment_hash}', READS, 'fail'],
  ['auth.required-by-default', 'GET /orders', { guards: [READ_ONLY, { ...READ_ONLY, name: 'the same of other settings' }] }, 'partial'],
  ['auth.required-by-default', 'PUT /orders/{id}', { guards: [READ_ONLY] }, 'fail'],
  ['auth.required-by-default', 'GET /orders', { effects: [effectOf('read-many', 'orders', { byOwner: true })] }, 'partial'],
  ['auth.required-by-default', 'GET /orders', { effects: [effectOf('read-many', 'orders')] }, 'fail'],
  ['auth.required-by-default', 'GET /calendar/{file}', { effects: [BY_SECRET, effectOf('read-many', 'bookings')] }, 'partial'],
  ['auth.required-by-default', 'GET /calendar/{file}', { effects: [effectOf('read-many', 'bookings'), BY_SECRET] }, 'fail'],
  [
    'auth.required-by-default',
    'GET /calendar/{file}',
    { effects: [BY_SECRET, effectOf('read-many', 'bookings', { byRequestId: true })] },
    'fail',
  ],
  ['auth.required-by-default', 'GET /users/{id}', { guards: [READ_ONLY], effects: [profileOf('id', 'name', 'handle')] }, 'partial'],
  ['auth.required-by-default', 'GET /users/{id}', { guards: [READ_ONLY], effects: [profileOf('id', 'name', 'email')] }, 'fail'],
  ['auth.required-by-default', 'GET /users/{id}', { effects: [profileOf('id', 'name', 'handle')] }, 'fail'],
  ['auth.required-by-default', 'PUT /invitations/{id}/{secret}', { effects: [effectOf('update', 'invitations')] }, 'partial'],
  ['auth.required-by-default', 'PUT /invitations/{id}/{secret}', WRITES, 'fail'],
  ['auth.required-by-default', 'POST /accept', { effects: [BY_SECRET, effectOf('create', 'logins', { byRequestId: true })] }, 'partial'],
  ['auth.required-by-default', 'POST /accept', { effects: [effectOf('create', 'logins'), BY_SECRET] }, 'fail'],
  ['auth.required-by-default', 'POST /accept', { effects: [effectOf('read-one', 'users'), effectOf('create', 'logins')] }, 'fail'],
  ['auth.required-by-default', 'POST /orders/{id}/accept', { effects: [BY_SECRET, effectOf('update', 'orders')] }, 'fail'],
  ['auth.required-by-default', 'POST /join/{token}', { effects: [BY_SECRET, ...WRITES.effects] }, 'partial'],
  ['auth.required-by-default', 'POST /join/{token}', { effects: [...WRITES.effects, BY_SECRET] }, 'fail'],
  [
    'auth.required-by-default',
    'POST /verify',
    { effects: [effectOf('delete', 'codes', { bySecret: true }), ...WRITES.effects] },
    'partial',
  ],
  [
    'auth.required-by-default',
    'POST /reset',
    { guards: [READ_ONLY], effects: [effectOf('delete', 'codes', { bySecret: true })] },
    'partial',
  ],
  ['auth.required-by-default', 'POST /verify', { effects: [...WRITES.effects, effectOf('delete', 'codes', { bySecret: true })] }, 'fail'],
  [
    'auth.required-by-default',
    'MUTATION Mutation.rename',
    { effects: [effectOf('update', 'quizzes', { byRequestId: true, byOwner: true })] },
    'partial',
  ],
  ['auth.required-by-default', 'MUTATION Mutation.rename', { effects: [effectOf('update', 'quizzes', { byRequestId: true })] }, 'fail'],
  ['auth.required-by-default', 'POST /set-language/{locale}', { guards: [READ_ONLY] }, 'partial'],
  ['auth.required-by-default', 'POST /set-owner/{id}', { guards: [READ_ONLY] }, 'fail'],
  ['auth.required-by-default', 'PUT /old/users/{id}', { bypassed: [UNASKED], onlyRedirects: true as const }, 'pass'],
  ['auth.required-by-default', 'PUT /old/users/{id}', { bypassed: [UNASKED] }, 'fail'],
  ['api.exposed-internals', 'POST /console/login', { purpose: 'login' as const }, 'not-applicable'],
  ['api.exposed-internals', 'POST /console/run', {}, 'fail'],
  ['auth.required-by-default', 'POST /checks', { effects: [SWEPT('DELETE FROM tokens WHERE expires_at < ?')] }, 'partial'],
  ['auth.required-by-default', 'POST /checks', { effects: [SWEPT('DELETE FROM tokens WHERE used = ?')] }, 'fail'],
  ['api.pagination', 'GET /cart', { effects: [effectOf('read-many', 'cart_items', { isBounded: false, byOwner: true })] }, 'pass'],
  ['api.pagination', 'GET /carts', { effects: [effectOf('read-many', 'cart_items', { isBounded: false })] }, 'fail'],
  ['api.pagination', 'GET /notes', { effects: [effectOf('read-many', 'notes', { isBounded: false, byOwner: true })] }, 'fail'],
  ['api.pagination', 'GET /flags', { effects: [effectOf('read-many', 'FeatureFlag', { isBounded: false })] }, 'pass'],
  [
    'api.pagination',
    'GET /flags',
    { effects: [effectOf('read-many', 'FeatureFlag', { isBounded: false }), effectOf('create', 'FeatureFlag')] },
    'fail',
  ],
  ['authz.function-level', 'DELETE /auth/impersonate', SIGNED_IN, 'not-applicable'],
  ['authz.function-level', 'POST /auth/impersonate', SIGNED_IN, 'fail'],
  ['api.http-methods', 'GET /leave/{id}/approve/', { effects: [effectOf('update', 'leave')] }, 'fail'],
  ['api.http-methods', 'GET /leave/{id}/', { effects: [effectOf('update', 'leave')] }, 'pass'],
])('%s: %s', (id, route, change, outcome) => {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`no control ${id}`)
  const source = sourceWith({ routes: [routeOf('GET /me', SIGNED_IN), routeOf(route, change)] })
  expect(decide(control, 'static', { source: known(source), publicRoutes: known([]) }, 0).outcome).toBe(outcome)
})

it.each([
  ['GET /track/{code}', 'fail'],
  ['GET /catalogue/{id}', 'pass'],
])('what strangers see by %s says whether a row is for everybody', (open, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.object-level')
  if (control === undefined) throw new Error('no control authz.object-level')
  const row = effectOf('read-one', 'boxes', { byRequestId: true })
  const source = sourceWith({ routes: [routeOf('GET /boxes/{id}', { ...SIGNED_IN, effects: [row] }), routeOf(open, { effects: [row] })] })
  expect(decide(control, 'static', { source: known(source), publicRoutes: known([]) }, 0).outcome).toBe(outcome)
})

it.each([
  ['cookies', 'none', [650, 352]],
  ['a header', 'not-applicable', [650]],
] as const)('a GET that deletes what %s opens', (_, csrf, cwe) => {
  const control = CONTROLS.find(({ id }) => id === 'api.http-methods')
  if (control === undefined) throw new Error('no control api.http-methods')
  const removes = routeOf('GET /leave/{id}/remove', { ...SIGNED_IN, effects: [effectOf('delete', 'leave', { byRequestId: true })] })
  const source = sourceWith({ routes: [removes, routeOf('POST /leave', { ...SIGNED_IN, csrf })] })
  expect(decide(control, 'static', { source: known(source), publicRoutes: known([]) }, 0)).toMatchObject({ findings: [{ cwe }] })
})

const FOR_ROLE = { guards: [guardOf('authentication'), guardOf('role')], effects: [effectOf('update', 'hires', { byRequestId: true })] }

it.each([
  ['a role is asked for everywhere else', { guards: [guardOf('role')] }, 'fail'],
  [
    'a guard of roles beside it lets everybody pass',
    { guards: [{ ...guardOf('role', 'never-refuses'), isBehind: true as const }] },
    'fail',
  ],
  ['a route beside it is for everybody', SIGNED_IN, 'not-applicable'],
])('changes for whoever is signed in, where %s', (_, beside, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.function-level')
  if (control === undefined) throw new Error('no control authz.function-level')
  const open = routeOf('POST /desk/prices', { ...SIGNED_IN, effects: [effectOf('update', 'props', { byRequestId: true })] })
  const kept = ['POST /desk/hires', 'POST /desk/returns', 'POST /desk/losses'].map((route) => routeOf(route, FOR_ROLE))
  const source = sourceWith({ routes: [open, ...kept, routeOf('GET /desk/notes', beside)] })
  expect(decide(control, 'static', { source: known(source), publicRoutes: known([]) }, 0).outcome).toBe(outcome)
})
