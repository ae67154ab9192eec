import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, seal, unseal, verifyPassword } from '../src/lib/crypto'
import { pick, setPath } from '../src/lib/objects'

test('sets a path', () => {
  const target = {}
  setPath(target, 'mail.weekly', true)
  assert.deepEqual(target, { mail: { weekly: true } })
})

test('picks what may be written', () => assert.deepEqual(pick({ a: 1, b: 2 }, ['a']), { a: 1 }))
test('knows a password again', () => assert.ok(verifyPassword('long enough', hashPassword('long enough'))))
test('opens what it sealed', () => assert.equal(unseal(seal('DE02')), 'DE02'))
