import assert from 'node:assert/strict'
import { test } from 'node:test'
import fp from 'fastify-plugin'
import { build } from '../src/app.js'
import { ownPath } from '../src/routes/auth.js'
import { newKey, readKey } from '../src/secrets.js'
import { literally } from '../src/stores/index.js'

const config = { webOrigin: 'https://fen.test', firmwareDir: '/tmp', manualDir: '/tmp' }
const org = { searchDevices: async () => [], devices: { count: async () => 0, addMany: async (rows) => ({ insertedIds: { ...rows.map((_, i) => i) } }) }, note: async () => {} }
const fake = fp(async (app) => {
  app.decorate('stores', {
    ping: async () => {},
    accounts: { mayTry: async () => true, byEmail: async () => null, userOf: async (t) => (t === 'good' ? { org: 1, role: 'warden', id: 1 } : null), keyOf: async () => null },
    of: () => org,
  })
})
const good = { authorization: 'Bearer good' }

test('routes are closed', async () => {
  const app = await build(config, fake, { logger: false })
  const code = async (method, url, headers = {}, payload = undefined) => (await app.inject({ method, url, headers, payload })).statusCode
  assert.equal(await code('GET', '/devices'), 401)
  assert.equal(await code('GET', '/devices', good), 200)
  assert.equal(await code('GET', '/devices?sort=$where', good), 422)
  assert.equal(await code('GET', '/admin/users', good), 403)
  assert.equal(await code('POST', '/auth/login', {}, { email: { $ne: '' }, password: 'x' }), 422)
  assert.equal(await code('POST', '/auth/login', {}, { email: 'a@b.example', password: 'x' }), 401)
  assert.equal(await code('GET', '/nothing'), 404)
  const yaml = { ...good, 'content-type': 'application/yaml' }
  assert.equal(await code('POST', '/devices/import', yaml, '- {name: a, serial: A1, place: {lat: 1, lon: 2}}'), 201)
  assert.equal(await code('POST', '/devices/import', yaml, '- &a {name: a}\n- *a'), 422)
  await app.close()
})
test('small helpers', () => {
  assert.equal(ownPath('//evil.test'), '/')
  assert.equal(ownPath('/devices?page=2'), '/devices?page=2')
  assert.equal(readKey(newKey().shown).id.length, 18)
  assert.ok(new RegExp(literally('a.b')).test('a.b'))
})
