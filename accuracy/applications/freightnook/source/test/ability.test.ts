import 'reflect-metadata'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ability } from '../src/common/ability.js'
import { Audit, Shipment, User } from '../src/entities.js'

const me = { id: 'a', firmId: 'f', name: 'A', email: 'a@nook.test' }

test('clerks see their own shipments', () => {
  const clerk = new Ability({ ...me, role: 'clerk' })
  assert.deepEqual(clerk.where('read', Shipment, { id: 'x' }), { id: 'x', firmId: 'f', ownerId: 'a' })
  assert.equal(clerk.can('move', Shipment), false)
  assert.throws(() => clerk.where('read', User))
})
test('what the caller asks does not widen the rule', () => {
  const manager = new Ability({ ...me, role: 'manager' })
  assert.deepEqual(manager.where('read', Audit, { firmId: 'other' }), { firmId: 'f' })
})
