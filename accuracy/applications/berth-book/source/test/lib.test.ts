import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SmallMemory } from '../src/lib/cache'
import { hashPassword, isPassword } from '../src/lib/password'
import { localPath } from '../src/lib/return-to'
import { issue, open } from '../src/lib/token'

test('passwords', () => assert.ok(isPassword('mooring line', hashPassword('mooring line'))))
test('tokens', () => assert.equal(open(issue('reset', 4))?.purpose, 'reset'))
test('ways back', () => assert.equal(localPath('https://elsewhere.example'), '/'))
test('small memory', async () => {
  const memory = new SmallMemory<number>(1)
  await memory.through('a', async () => 1)
  await memory.through('b', async () => 2)
  assert.equal(await memory.through('a', async () => 3), 3)
})
