import type { GuardFact, RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const MEMBER: readonly GuardFact[] = [guardOf('authentication'), { ...guardOf('owner'), level: 'application' }]
const role = (are: 'admitted' | 'refused', ...names: readonly string[]): readonly GuardFact[] => [
  ...MEMBER,
  { ...guardOf('role'), level: 'handler', roles: { names, are } },
]
const KEEPERS = role('admitted', 'keeper', 'head')
const HEADS = role('admitted', 'head')
const WRITERS = role('refused', 'guest')

const decides = (act: string, guards: readonly GuardFact[]): RouteFact =>
  routeOf(`POST /farms/{farm}/claims/{id}/${act}`, {
    guards,
    effects: [effectOf('update', 'claims', { byRequestId: true, byOwner: true })],
  })
const invitations = (operation: string, kind: 'create' | 'read-many' | 'delete', guards: readonly GuardFact[]): RouteFact =>
  routeOf(operation, { guards, effects: [effectOf(kind, 'invitations', { byOwner: true })] })
const member = (method: 'PATCH' | 'DELETE', guards: readonly GuardFact[], ofTenant = true): RouteFact =>
  routeOf(`${method} /farms/{farm}/members/{id}`, {
    guards,
    effects: [effectOf(method === 'PATCH' ? 'update' : 'delete', 'members', { byRequestId: true, byOwner: true, ofTenant })],
  })

it.each<[string, readonly RouteFact[], string]>([
  ['an approval by whoever may write beside a refusal by keepers', [decides('approve', WRITERS), decides('reject', KEEPERS)], 'fail'],
  ['an approval by keepers beside a payment by heads', [decides('approve', KEEPERS), decides('settle', HEADS)], 'fail'],
  ['an approval and a refusal by the same', [decides('approve', KEEPERS), decides('reject', KEEPERS)], 'not-applicable'],
  ['a note by whoever may write beside a refusal by keepers', [decides('note', WRITERS), decides('reject', KEEPERS)], 'not-applicable'],
  [
    'invitations by whoever may write, which heads alone list and take back',
    [
      invitations('POST /farms/{farm}/invitations', 'create', WRITERS),
      invitations('GET /farms/{farm}/invitations', 'read-many', HEADS),
      invitations('DELETE /farms/{farm}/invitations/{id}', 'delete', HEADS),
    ],
    'fail',
  ],
  [
    'invitations that everybody lists and heads take back',
    [
      invitations('POST /farms/{farm}/invitations', 'create', WRITERS),
      invitations('GET /farms/{farm}/invitations', 'read-many', MEMBER),
      invitations('DELETE /farms/{farm}/invitations/{id}', 'delete', HEADS),
    ],
    'not-applicable',
  ],
  ['members that any of them removes and heads change', [member('DELETE', MEMBER), member('PATCH', HEADS)], 'fail'],
  ['members who leave, and whom heads change', [member('DELETE', MEMBER, false), member('PATCH', HEADS)], 'not-applicable'],
  ['members whom heads remove and any of them changes', [member('DELETE', HEADS), member('PATCH', MEMBER)], 'not-applicable'],
])('%s', (_name, routes, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.function-level')
  if (control === undefined) throw new Error('no such control')
  expect(decide(control, 'static', { source: known(sourceWith({ routes })) }, 0).outcome).toBe(outcome)
})
