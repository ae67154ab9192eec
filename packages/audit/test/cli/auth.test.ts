import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type Asked, type Entrance, type EntranceService, serveEntrance } from '../gather/service/entrance-service.ts'
import { runCommand } from './run-command.ts'

let service: EntranceService | null = null
afterEach(async () => {
  await service?.close()
  service = null
})

const on = ({ method, path }: Asked, key: string): boolean => `${method} ${path}` === key
const basic = (name: string, password: string): string => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

/** One service that lets ann in by each way that can be declared. */
const entrance: Entrance = (asked) => {
  const { authorization = '' } = asked.headers
  const isIn = ['Bearer tok-of-ann-1234', basic('ann', 'correct-horse')].includes(authorization) || asked.cookies.sid === 'session-of-ann'
  if (on(asked, 'GET /me')) return isIn ? { status: 200, body: { name: 'ann' } } : { status: 401, body: {} }
  if (on(asked, 'GET /openapi.json'))
    return { status: 200, body: { openapi: '3.0.0', info: { title: 'x' }, paths: { '/me': { get: {} } } } }
  if (on(asked, 'GET /start'))
    return { status: 200, body: '<form><input type="hidden" name="state" value="st-1"></form>', headers: { 'set-cookie': 'pre=1' } }
  if (on(asked, 'POST /enter')) {
    const isFine = asked.fields.state === 'st-1' && asked.cookies.pre === '1' && asked.fields.password === 'correct-horse'
    return isFine ? { status: 200, body: { session: { key: 'tok-of-ann-1234' } } } : { status: 403, body: { error: 'state is wrong' } }
  }
  if (on(asked, 'POST /login'))
    return asked.fields.password === 'correct-horse'
      ? { status: 200, body: { token: 'tok-of-ann-1234' } }
      : { status: 401, body: { error: 'no' } }
  if (on(asked, 'POST /oauth/token'))
    return asked.fields.grant_type === 'client_credentials' && authorization === basic('app', 'app-secret-1')
      ? { status: 200, body: { access_token: 'tok-of-ann-1234' } }
      : { status: 401, body: { error: 'invalid_client' } }
  return null
}

async function authTest(identity: string, flags: readonly string[] = []): Promise<{ code: number; stdout: string; stderr: string }> {
  service = await serveEntrance(entrance)
  const folder = mkdtempSync(join(tmpdir(), 'assay-auth-'))
  writeFileSync(join(folder, 'assay.yaml'), `identities:\n  - name: ann\n${identity.replaceAll(/^/gm, '    ')}\n`)
  return runCommand(['auth', 'test', '--url', service.baseUrl, '--intensity', 'safe', '--quiet', ...flags], {
    folder,
    environment: { ANN_PASSWORD: 'correct-horse' },
  })
}

it.each([
  ['headers', 'headers: { Authorization: "Bearer tok-of-ann-1234" }'],
  ['cookies', 'cookies: { sid: session-of-ann }'],
  ['basic', 'basic: { username: ann, password: "${ANN_PASSWORD}" }'],
  ['login', 'login: { path: /login, body: { name: ann, password: "${ANN_PASSWORD}" } }'],
  ['oauth', 'oauth: { tokenPath: /oauth/token, clientId: app, clientSecret: app-secret-1 }'],
  [
    'steps',
    `steps:
  - { method: GET, path: /start, save: { state: form state } }
  - { path: /enter, encoding: form, body: { state: "{{state}}", password: "\${ANN_PASSWORD}" }, save: { key: session.key } }
carry: { Authorization: "Bearer {{key}}" }`,
  ],
])('an identity by %s is entered and verified', async (_way, identity) => {
  const { code, stdout, stderr } = await authTest(identity)
  expect(stdout + stderr).toContain('+ ann (user, declared): strangers are refused, its own credentials are accepted, garbage is refused')
  expect(code).toBe(0)
  for (const secret of ['correct-horse', 'tok-of-ann-1234', 'app-secret-1']) expect(stdout + stderr).not.toContain(secret)
})

it('runs a script only when the call asks for it', async () => {
  const script = `script: "node -e \\"console.log('Authorization: Bearer tok-of-ann-1234')\\""`
  expect((await authTest(script, ['--scripts'])).stdout).toContain('the script printed Authorization')
  const refused = await authTest(script)
  expect([refused.code, refused.stdout.includes('runs only with --scripts')]).toEqual([1, true])
})

it.each([
  ['a wrong password', 'login: { path: /login, body: { name: ann, password: wrong-horse } }', 'POST /login: refused with 401'],
  [
    'a step that is refused',
    'steps: [ { path: /enter, encoding: form, body: { state: guess } } ]',
    'POST /enter: refused with 403: {"error":"state is wrong"}',
  ],
  ['a value that is not there', 'steps: [ { method: GET, path: /start, save: { token: data.token } } ]', 'the answer holds no data.token'],
  ['no token', 'steps: [ { method: GET, path: /openapi.json } ]', 'neither a token nor a cookie'],
])('says which step failed: %s', async (_name, identity, text) => {
  const { code, stdout } = await authTest(identity)
  expect(stdout).toContain(text)
  expect(code).toBe(1)
})

it.each([
  [['auth'], 'assay auth takes test'],
  [['auth', 'test'], 'needs a service'],
])('%j is explained', async (args, text) => {
  const { code, stderr } = await runCommand(args)
  expect([code, stderr.includes(text)]).toEqual([2, true])
})
