import assert from 'node:assert/strict'
import { test } from 'node:test'
import { among, form, int, text, Wrong } from '../src/check.js'

test('fields that are not named are left out', () => {
  assert.deepEqual(form({ tag: text({ max: 5 }) })({ tag: ' A1 ', role: 'chief' }), { tag: 'A1' })
})
test('what is no choice is refused', () => {
  assert.throws(() => form({ sort: among(['tag'], 'tag') })({ sort: 'tag; --' }), Wrong)
  assert.throws(() => form({ n: int({ min: 1, max: 9 }) })({ n: ['1'] }), Wrong)
})
