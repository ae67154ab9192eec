import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeRegExp, mergeSettings, oneTimeCode, pick } from '../src/lib/util.js'

test('pick keeps the named keys only', () => {
  assert.deepEqual(pick({ name: 'Otter', role: 'walker' }, 'name'), { name: 'Otter' })
})

test('settings are merged', () => {
  assert.deepEqual(mergeSettings({ push: { chat: true } }, { push: { news: false } }), { push: { chat: true, news: false } })
})

test('codes have four digits', () => {
  assert.match(oneTimeCode(), /^\d{4}$/)
})

test('expressions are escaped', () => {
  assert.equal(escapeRegExp('a.b'), 'a\\.b')
})
