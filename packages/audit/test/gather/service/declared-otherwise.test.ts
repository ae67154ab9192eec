import { expect, it } from 'vitest'
import { jsonServer, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'

const ADMIN = { email: 'admin@boats.example', password: 'Harbour-master-7' }

/** A login as OAuth2 has it: a form with `username` and `password`, in which everybody's name is the address. */
function service(role: { value: unknown }) {
  const users = new Map<string, unknown>([[ADMIN.email, ADMIN.password]])
  return jsonServer(({ path, body, headers, raw }) => {
    if (path === '/register') {
      role.value = body.role
      users.set(String(body.email), body.password)
      return [201, { id: users.size, email: body.email }]
    }
    const bearer = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    if (path !== '/login') return users.has(bearer ?? '') ? [200, { email: bearer }] : [401, {}]
    const form = new URLSearchParams(/urlencoded/.test(String(headers['content-type'])) ? raw : '')
    const name = form.get('username')
    if (name === null) return [422, { detail: [{ loc: ['body', 'username'], msg: 'Field required', type: 'missing' }] }]
    return users.get(name) === form.get('password') ? [200, { access_token: `token-of-${name}` }] : [400, { detail: 'wrong' }]
  })
}

const FORM = {
  type: 'object',
  properties: { username: { type: 'string' }, password: { type: 'string' } },
  required: ['username', 'password'],
}
const OPERATIONS = USER_OPERATIONS.map((operation) =>
  operation.path === '/login'
    ? { ...operationOf('POST', '/login', FORM, 'application/x-www-form-urlencoded'), purpose: 'login' as const }
    : operation,
)

it('enters who is declared in the way that the login takes, and then its own users', async () => {
  const role: { value: unknown } = { value: undefined }
  let names: readonly string[] = []
  const login = { path: '/login', method: 'POST', body: ADMIN, encoding: 'json' } as const
  await probeAt(
    service(role),
    async ({ identities }) => {
      names = identities.sessions.map(({ name }) => name)
    },
    [],
    { operations: OPERATIONS, registers: true, identities: [{ name: 'admin', role: 'admin', login }] },
  )
  expect(names).toEqual(expect.arrayContaining(['admin', 'user-a', 'user-b']))
})

it.each([
  [['student', 'teacher'], 'teacher'],
  [['customer', 'admin'], undefined],
])('of the roles %j whoever registers chooses %s', async (choices, chosen) => {
  const role: { value: unknown } = { value: undefined }
  const fields = { type: 'object', properties: { email: {}, password: {}, role: { enum: choices } }, required: ['email', 'password'] }
  const operations = USER_OPERATIONS.map((operation) =>
    operation.path === '/register' ? { ...operationOf('POST', '/register', fields), purpose: 'register' as const } : operation,
  )
  await probeAt(service(role), async () => undefined, [], { operations, registers: true })
  expect(role.value).toBe(chosen)
})
