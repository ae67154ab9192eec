import assert from 'node:assert/strict'
import { test } from 'node:test'
import { computed } from '../dist/events/formula.js'

const values = { price: 1500, seats: 200, sold: 50 }

test('a formula is computed from the left to the right', () => {
  assert.equal(computed('price * 0.9 + 100', values), 1450)
})

test('nothing but names, numbers and operations is taken', () => {
  for (const formula of ['process.exit()', 'price ** 2', 'price *', 'constructor', '']) assert.throws(() => computed(formula, values))
})
