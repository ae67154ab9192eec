import { afterEach, expect, it } from 'vitest'
import { ServiceClient } from '../../../src/gather/service/client.ts'
import { schemesInUse } from '../../../src/gather/service/identities/second-login.ts'
import { Identities } from '../../../src/gather/service/identities.ts'
import { crawledOperation, type Operation } from '../../../src/gather/service/operations.ts'
import { Values } from '../../../src/gather/service/values.ts'
import { type Asked, type Entrance, serveEntrance, type Users } from './entrance-service.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const operation = (method: string, path: string, contentType?: string): Operation => ({
  ...crawledOperation(method, path),
  origins: ['source'],
  body:
    contentType === undefined
      ? null
      : {
          contentType,
          isRequired: true,
          schema: {
            type: 'object',
            properties: { email: { type: 'string' }, password: { type: 'string' } },
            required: ['email', 'password'],
          },
        },
})
const OPERATIONS: readonly Operation[] = [
  operation('GET', '/account'),
  operation('GET', '/api/me'),
  operation('POST', '/api/auth/register', 'application/json'),
  operation('POST', '/api/auth/login', 'application/json'),
  operation('POST', '/login', 'application/x-www-form-urlencoded'),
]

/** Pages with a cookie beside an interface with a token; `isShared` where the cookie opens both. */
const pagesAndInterface =
  (isShared: boolean): Entrance =>
  ({ method, path, headers, fields, cookies }: Asked, users: Users) => {
    const byCookie = users.who(cookies.sid)
    const byToken = users.who(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1])
    switch (`${method} ${path}`) {
      case 'POST /api/auth/register':
        return users.add(fields.email, fields.password) ? { status: 201, body: { registered: true } } : { status: 409 }
      case 'POST /api/auth/login': {
        const token = users.token(fields.email, fields.password)
        return token === null ? { status: 401 } : { status: 200, body: { access_token: token } }
      }
      case 'POST /login': {
        const sid = users.token(fields.email, fields.password)
        return sid === null ? { status: 401 } : { status: 302, headers: { location: '/account', 'set-cookie': `sid=${sid}; Path=/` } }
      }
      case 'GET /account':
        return byCookie === null ? { status: 302, headers: { location: '/login' } } : { status: 200, body: { name: byCookie } }
      case 'GET /api/me': {
        const name = byToken ?? (isShared ? byCookie : null)
        return name === null ? { status: 401 } : { status: 200, body: { name } }
      }
      default:
        return null
    }
  }

async function enter(entrance: Entrance): Promise<Identities> {
  const service = await serveEntrance(entrance)
  const client = new ServiceClient({
    baseUrl: service.baseUrl,
    runId: 'run-1',
    headers: {},
    authorizedHosts: [],
    budget: { requests: 500, milliseconds: 30_000 },
    signal: new AbortController().signal,
  })
  opened.push(service, client)
  const identities = new Identities(client, new Values('seed'), OPERATIONS, [])
  await identities.make(null, true)
  return identities
}

it('has users carry the cookie of the pages and the token of the interface', async () => {
  const identities = await enter(pagesAndInterface(false))
  for (const path of ['/account', '/api/me'])
    expect((await identities.asIdentity(identities.userB, { method: 'GET', path })).status, path).toBe(200)
  expect(identities.scheme).toBe('bearer')
  expect(identities.login?.path).toBe('/api/auth/login')
  expect(identities.cookieScheme?.login?.operation.path).toBe('/login')
  expect(schemesInUse(identities).map((scheme) => Object.keys(scheme.headersOf(identities.userA ?? expect.fail())))).toEqual([
    ['authorization'],
    ['cookie'],
  ])
  expect(identities.facts.every(({ ownTokenAccepted, garbageRefused }) => ownTokenAccepted && garbageRefused)).toBe(true)
})

it('logs in once where one session opens all', async () => {
  const identities = await enter(pagesAndInterface(true))
  expect(identities.second).toBeNull()
  expect(identities.scheme).toBe('cookie')
})
