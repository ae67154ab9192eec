import assert from 'node:assert/strict'
import { test } from 'node:test'
import { containing, filterOf, pageOf } from '../src/lib/filters.js'
import { hashPassword, hidePhone, isPassword, issue, read, showPhone } from '../src/lib/secrets.js'

test('passwords', async () => assert.ok(await isPassword('under the lamp', await hashPassword('under the lamp'))))
test('tokens', () => assert.equal(read(issue({ _id: 'a1', role: 'helper' })).role, 'helper'))
test('changed tokens', () => assert.throws(() => read(`${issue({ _id: 'a1', role: 'helper' })}x`)))
test('telephones', () => assert.equal(showPhone(hidePhone('030 12')), '030 12'))
test('filters', () => assert.deepEqual(filterOf({ day: 'fri', x: 1 }, ['day']), { day: 'fri' }))
test('words', () => assert.ok(containing('a.b').test('xA.Bx')))
test('pages', () => assert.deepEqual(pageOf({ size: '500', page: '2' }), { limit: 100, skip: 200 }))
