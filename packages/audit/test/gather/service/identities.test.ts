import { afterEach, describe, expect, it } from 'vitest'
import { ServiceClient } from '../../../src/gather/service/client.ts'
import { Identities } from '../../../src/gather/service/identities.ts'
import { crawledOperation, type Operation } from '../../../src/gather/service/operations.ts'
import { Values } from '../../../src/gather/service/values.ts'
import type { Schema } from '../../../src/model/facts/service.ts'
import { type Asked, type Entrance, type EntranceService, serveEntrance, type Users } from './entrance-service.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const operation = (method: string, path: string, schema?: Schema, contentType = 'application/json'): Operation => ({
  ...crawledOperation(method, path),
  origins: ['openapi'],
  body: schema === undefined ? null : { contentType, isRequired: true, schema },
})
const text = (...names: string[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
})

async function enter(entrance: Entrance, operations: readonly Operation[]): Promise<{ identities: Identities; service: EntranceService }> {
  const service = await serveEntrance(entrance)
  const client = new ServiceClient({
    baseUrl: service.baseUrl,
    runId: 'run-1',
    headers: {},
    authorizedHosts: [],
    budget: { requests: 1500, milliseconds: 30_000 },
    signal: new AbortController().signal,
  })
  opened.push(service, client)
  const identities = new Identities(client, new Values('seed'), operations, [])
  await identities.make(null, true)
  return { identities, service }
}

const bearer = ({ headers }: Asked): string | undefined => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
const me = (name: string | null): { status: number; body: unknown } =>
  name === null ? { status: 401, body: { error: 'who are you?' } } : { status: 200, body: { name } }
const on = ({ method, path }: Asked, key: string): boolean => `${method} ${path}` === key
const refuse = (...names: string[]): { status: number; body: unknown } => ({
  status: 422,
  body: { errors: names.map((field) => ({ field, message: 'is required' })) },
})
const missing = (fields: Record<string, unknown>, ...names: string[]): string[] => names.filter((name) => fields[name] === undefined)
const FORM_PAGE =
  '<form method="post"><input type="hidden" name="csrf_token" value="tok-12345678"><input name="username"><input type="password" name="password"></form>'
const KNOWS_ME = operation('GET', '/me')

const ENTRANCES: readonly (readonly [string, readonly Operation[], Entrance])[] = [
  [
    'nothing but a protected path: all is guessed, fields are learnt',
    [operation('GET', '/api/v2/profile')],
    (asked, users) => {
      if (on(asked, 'GET /api/v2/profile')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /api/v2/auth/signup')) {
        const absent = missing(asked.fields, 'email', 'password', 'display_name', 'accept_terms')
        if (absent.length > 0) return refuse(...absent)
        if (asked.fields.accept_terms !== true) return { status: 400, body: { message: 'accept_terms must be accepted' } }
        return users.add(asked.fields.email, asked.fields.password) ? { status: 201, body: { ok: true } } : { status: 409 }
      }
      if (!on(asked, 'POST /api/v2/auth/signin')) return null
      const token = users.token(asked.fields.email, asked.fields.password)
      return token === null ? { status: 401, body: { error: 'wrong' } } : { status: 200, body: { data: { token } } }
    },
  ],
  [
    'bodies in an object, tokens in an object',
    [
      KNOWS_ME,
      operation('POST', '/users', { type: 'object', properties: { user: text('username', 'email', 'password') }, required: ['user'] }),
      operation('POST', '/users/login', { type: 'object', properties: { user: text('email', 'password') }, required: ['user'] }),
    ],
    (asked, users) => {
      const user = (asked.fields.user ?? {}) as Record<string, unknown>
      if (on(asked, 'GET /me')) return me(users.who(/^Token (.+)$/.exec(asked.headers.authorization ?? '')?.[1]))
      if (on(asked, 'POST /users'))
        return users.add(user.email, user.password) ? { status: 201, body: { user: { id: 4 } } } : refuse('user')
      if (!on(asked, 'POST /users/login')) return null
      const token = users.token(user.email, user.password)
      return token === null ? { status: 403, body: { errors: { login: ['wrong'] } } } : { status: 200, body: { user: { token } } }
    },
  ],
  [
    'bodies in an object that nobody declared',
    [KNOWS_ME, operation('POST', '/signup'), operation('POST', '/login')],
    (asked, users) => {
      const user = (asked.fields.user ?? {}) as Record<string, unknown>
      if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /signup')) return users.add(user.email, user.password) ? { status: 201 } : refuse('user')
      if (!on(asked, 'POST /login')) return null
      const token = users.token(user.email, user.password)
      return token === null ? refuse('user') : { status: 200, body: { jwt: token } }
    },
  ],
  [
    'forms of pages with a hidden token, and a cookie',
    [
      KNOWS_ME,
      operation('POST', '/register', text('username', 'password', 'confirm'), 'application/x-www-form-urlencoded'),
      operation('POST', '/login', text('username', 'password'), 'application/x-www-form-urlencoded'),
    ],
    (asked, users) => {
      if (on(asked, 'GET /me'))
        return users.who(asked.cookies.sid) === null
          ? { status: 302, headers: { location: '/login' } }
          : { status: 200, body: '<p>you</p>' }
      if (asked.method === 'GET' && ['/register', '/login'].includes(asked.path))
        return { status: 200, body: FORM_PAGE, headers: { 'set-cookie': 'pre=1234; Path=/' } }
      if (asked.method !== 'POST') return null
      if (asked.fields.csrf_token !== 'tok-12345678' || asked.cookies.pre !== '1234')
        return { status: 400, body: '<p>The CSRF token is missing.</p>' }
      if (asked.path === '/register')
        return asked.fields.confirm === asked.fields.password && users.add(asked.fields.username, asked.fields.password)
          ? { status: 302, headers: { location: '/login' } }
          : { status: 200, body: FORM_PAGE }
      const token = users.token(asked.fields.username, asked.fields.password)
      return token === null
        ? { status: 200, body: FORM_PAGE }
        : { status: 302, headers: { location: '/', 'set-cookie': `sid=${token}; HttpOnly` } }
    },
  ],
  [
    'a form of the OAuth password grant that means the address by username',
    [
      KNOWS_ME,
      operation('POST', '/accounts', text('email', 'password', 'full_name')),
      operation('POST', '/token', text('username', 'password', 'grant_type'), 'application/x-www-form-urlencoded'),
    ],
    (asked, users) => {
      if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /accounts')) return users.add(asked.fields.email, asked.fields.password) ? { status: 201 } : refuse('email')
      if (!on(asked, 'POST /token')) return null
      const token = users.token(asked.fields.username, asked.fields.password)
      return token === null ? { status: 401 } : { status: 200, body: { access_token: token, token_type: 'bearer' } }
    },
  ],
  [
    'a token in a header of the answer',
    [KNOWS_ME, operation('POST', '/register', text('email', 'password')), operation('POST', '/login', text('email', 'password'))],
    (asked, users) => {
      if (on(asked, 'GET /me')) return me(users.who(String(asked.headers['x-auth-token'] ?? '')))
      if (on(asked, 'POST /register')) return users.add(asked.fields.email, asked.fields.password) ? { status: 204 } : { status: 409 }
      if (!on(asked, 'POST /login')) return null
      const token = users.token(asked.fields.email, asked.fields.password)
      return token === null ? { status: 401 } : { status: 200, body: { message: 'welcome' }, headers: { 'x-auth-token': token } }
    },
  ],
  [
    'a name that the service chooses itself',
    [
      KNOWS_ME,
      operation('POST', '/register', text('full_name', 'password')),
      operation('POST', '/login', text('account_number', 'password')),
    ],
    (asked, users) => {
      if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /register')) {
        const number = `NO-${users.byName.size + 7}`
        return users.add(number, asked.fields.password) ? { status: 201, body: { account: { account_number: number } } } : { status: 409 }
      }
      if (!on(asked, 'POST /login')) return null
      const token = users.token(asked.fields.account_number, asked.fields.password)
      return token === null ? { status: 401 } : { status: 200, body: { token } }
    },
  ],
  [
    'no login: the credentials in each request',
    [KNOWS_ME, operation('POST', '/users', text('username', 'password'))],
    (asked, users) => {
      const [name, password] = Buffer.from(/^Basic (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '', 'base64')
        .toString()
        .split(':')
      if (on(asked, 'GET /me'))
        return users.token(name, password) === null ? { status: 401, headers: { 'www-authenticate': 'Basic' } } : me(name ?? '')
      return on(asked, 'POST /users') ? { status: users.add(asked.fields.username, asked.fields.password) ? 201 : 409 } : null
    },
  ],
  [
    'a key that is given once, at registration',
    [operation('GET', '/usage'), operation('POST', '/register', text('email'))],
    (asked, users) => {
      if (on(asked, 'GET /usage')) return me(users.who(String(asked.headers['x-api-key'] ?? '')))
      if (!on(asked, 'POST /register')) return null
      users.add(asked.fields.email, 'none')
      return { status: 201, body: { api_key: users.token(asked.fields.email, 'none') } }
    },
  ],
  [
    'passwords of sixteen characters at most, phones, and roles to choose',
    [
      KNOWS_ME,
      operation('POST', '/signup', {
        type: 'object',
        properties: { phone: { type: 'string' }, password: { type: 'string' }, role: { enum: ['admin', 'customer'] } },
        required: ['phone', 'password', 'role'],
      }),
      operation('POST', '/login', text('phone', 'password')),
    ],
    (asked, users) => {
      if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /signup')) {
        if (asked.fields.role !== 'customer') return { status: 403, body: { error: 'administrators are invited' } }
        if (String(asked.fields.password).length > 16) return { status: 400, body: { error: 'password must be at most 16 characters' } }
        return { status: users.add(asked.fields.phone, asked.fields.password) ? 201 : 409 }
      }
      if (!on(asked, 'POST /login')) return null
      const token = users.token(asked.fields.phone, asked.fields.password)
      return token === null ? { status: 401 } : { status: 200, body: { result: { session: { accessToken: token } } } }
    },
  ],
  [
    'the second of two logins, the first being for machines',
    [
      KNOWS_ME,
      operation('POST', '/register', text('email', 'password')),
      operation('POST', '/login', text('client_id', 'client_secret')),
      operation('POST', '/session', text('email', 'password')),
    ],
    (asked, users) => {
      if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /register')) return { status: users.add(asked.fields.email, asked.fields.password) ? 201 : 409 }
      if (on(asked, 'POST /login')) return { status: 401, body: { error: 'unknown client' } }
      if (!on(asked, 'POST /session')) return null
      const token = users.token(asked.fields.email, asked.fields.password)
      return token === null ? { status: 401 } : { status: 200, body: { token } }
    },
  ],
  [
    'a refusal with status 200',
    [KNOWS_ME, operation('POST', '/register'), operation('POST', '/login')],
    (asked, users) => {
      if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
      if (on(asked, 'POST /register'))
        return missing(asked.fields, 'login', 'password').length > 0 || !users.add(asked.fields.login, asked.fields.password)
          ? { status: 200, body: { success: false, message: 'login and password are required' } }
          : { status: 200, body: { success: true } }
      if (!on(asked, 'POST /login')) return null
      const token = users.token(asked.fields.login, asked.fields.password)
      return { status: 200, body: token === null ? { success: false, error: 'wrong' } : { success: true, token } }
    },
  ],
  [
    'fields inside wrappers that refusals point at, and a key that comes and goes in a header of its own',
    [KNOWS_ME, operation('POST', '/people'), operation('POST', '/auth/session')],
    (asked, users) => {
      const { attributes = {} } = (asked.fields.data ?? {}) as { attributes?: Record<string, unknown> }
      const key = asked.headers['x-door-key']
      if (on(asked, 'GET /me')) return me(users.who(typeof key === 'string' ? key : undefined))
      if (on(asked, 'POST /people')) {
        const lacking = missing(attributes, 'handle', 'mail', 'secret')
        if (lacking.length > 0)
          return {
            status: 422,
            body: { errors: lacking.map((name) => ({ source: { pointer: `/data/attributes/${name}` }, detail: 'is required' })) },
          }
        if (!String(attributes.mail).includes('@')) return { status: 422, body: {} }
        return { status: users.add(attributes.handle, attributes.secret) ? 201 : 409, body: { data: { id: 'b2', type: 'person' } } }
      }
      if (!on(asked, 'POST /auth/session')) return null
      const token = users.token(attributes.handle, attributes.secret)
      return token === null
        ? { status: 401, body: { errors: [{ code: 'closed' }] } }
        : { status: 201, body: { data: { type: 'door' } }, headers: { 'X-Door-Key': token, 'X-Request-Id': 'a'.repeat(32) } }
    },
  ],
  [
    'forms of its own words, with a token that another operation gives beside a cookie',
    [
      operation('GET', '/kitchen/whoami/'),
      operation('GET', '/kitchen/csrf/'),
      operation('POST', '/kitchen/enter/', text('nick', 'phrase'), 'application/x-www-form-urlencoded'),
      operation('POST', '/kitchen/join/', text('nick', 'phrase'), 'application/x-www-form-urlencoded'),
    ],
    (asked, users) => {
      if (on(asked, 'GET /kitchen/whoami/')) return me(users.who(asked.cookies.who))
      if (on(asked, 'GET /kitchen/csrf/'))
        return { status: 200, body: { data: { csrf: 'tok-87654321' } }, headers: { 'set-cookie': 'form=tok-87654321; Path=/' } }
      if (asked.method !== 'POST') return { status: 405, body: {} }
      if (asked.cookies.form === undefined || asked.headers['x-csrf-token'] !== asked.cookies.form)
        return { status: 403, body: { error: 'csrf token is missing' } }
      const { nick, phrase } = asked.fields
      if (on(asked, 'POST /kitchen/join/')) return { status: users.add(nick, phrase) ? 201 : 409, body: { ok: true } }
      if (!on(asked, 'POST /kitchen/enter/')) return null
      const token = users.token(nick, phrase)
      return token === null
        ? { status: 403, body: { ok: false, why: 'no such cook' } }
        : { status: 200, body: { ok: true }, headers: { 'set-cookie': `who=${token}; Path=/; HttpOnly` } }
    },
  ],
]

describe('users are made where the service wants', () => {
  it.each(ENTRANCES)('%s', async (_name, operations, entrance) => {
    const { identities } = await enter(entrance, operations)
    expect(identities.facts, identities.steps.join('\n')).toMatchObject([
      { name: 'user-a', ownTokenAccepted: true, anonymousRefused: true, garbageRefused: true },
      { name: 'user-b', ownTokenAccepted: true, anonymousRefused: true, garbageRefused: true },
    ])
  })
})

const PLAIN: readonly Operation[] = [
  KNOWS_ME,
  operation('POST', '/register', text('email', 'password')),
  operation('POST', '/login', text('email', 'password')),
]
const plain =
  (login: (asked: Asked, users: Users) => ReturnType<Entrance>): Entrance =>
  (asked, users) => {
    if (on(asked, 'GET /me')) return me(users.who(bearer(asked)))
    if (on(asked, 'POST /register')) return { status: users.add(asked.fields.email, asked.fields.password) ? 201 : 409 }
    return on(asked, 'POST /login') ? login(asked, users) : null
  }

it.each([
  [403, { error: 'Please verify your email address before logging in' }, 'confirmed by mail'],
  [400, { error: 'captcha response missing' }, 'captcha'],
  [403, { error: 'Your account is pending approval' }, 'approve'],
  [401, { error: 'Enter the one-time code' }, 'second factor'],
])('says plainly what stands in the way: %i %j', async (status, body, word) => {
  const { identities } = await enter(
    plain(() => ({ status, body })),
    PLAIN,
  )
  expect(identities.sessions).toEqual([])
  expect(identities.obstacle).toContain(word)
  expect(identities.steps.join('\n')).toContain(word)
})

it.each([[401], [403]])('logs in anew when a session is over, told by %i', async (status) => {
  const { identities, service } = await enter((asked, users) => {
    users.uses = 4
    const answer = plain((one, all) => {
      const token = all.token(one.fields.email, one.fields.password)
      return token === null ? { status: 401 } : { status: 200, body: { token } }
    })(asked, users)
    return answer?.status === 401 && asked.path === '/me' ? { ...answer, status } : answer
  }, PLAIN)
  const statuses: number[] = []
  for (let count = 0; count < 12; count += 1)
    statuses.push((await identities.asIdentity(identities.userA, { method: 'GET', path: '/me' })).status)
  expect(statuses).toEqual(Array.from({ length: 12 }, () => 200))
  expect(service.asked.filter(({ path }) => path === '/login').length).toBeLessThan(12)
})
