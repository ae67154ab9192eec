import assert from 'node:assert/strict'
import { test } from 'node:test'

Object.assign(process.env, {
  DATABASE_URL: 'postgres://x@localhost/x', DATABASE_CA: 'x', ACCESS_KEY: Buffer.alloc(32, 1).toString('base64'), SEAL_KEY: Buffer.alloc(32, 2).toString('base64'),
  WEB_ORIGIN: 'https://app.test', MAIL_URL: 'https://mail.test', MAIL_TOKEN: 'x'.repeat(20), RECEIPT_DIR: '/tmp',
})

test('hooks go to names over https only', async () => {
  const { hookUrl } = await import('../src/core/outbound.js')
  assert.equal(hookUrl('http://a.example/'), null)
  assert.equal(hookUrl('https://127.0.0.1/'), null)
  assert.equal(hookUrl('https://localhost/'), null)
  assert.equal(hookUrl('https://hooks.example/x')?.host, 'hooks.example')
})
test('a sealed secret comes back', async () => {
  const { seal, unseal } = await import('../src/core/tokens.js')
  assert.equal(unseal(seal('word')), 'word')
})
