// Starts a hardened target and walks through what it promises; prints one line a promise and exits 1 when one is broken.
// node targets/check-hardened.ts express
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { walkClub } from './hardened-club.ts'
import { ends, failures, holds, startHardened } from './hardened-target.ts'

interface Dialect {
  readonly register: string
  readonly login: string
  readonly loginFields: readonly [string, string]
  readonly refresh: string
  readonly refreshField: string
  readonly logout: string
  readonly me: string
  readonly orders: string
  readonly orderBody: Record<string, unknown>
  readonly upload: string
  readonly adminUsers: string
  readonly disable: string
  readonly importUrl: string
  readonly search: string
  readonly tokens: readonly [string, string]
  readonly seed: string
  readonly rawUpload?: boolean
  readonly profileChange: Record<string, unknown>
}

const DIALECTS: Record<string, Dialect> = {
  express: {
    register: '/api/auth/register', login: '/api/auth/login', loginFields: ['email', 'password'],
    refresh: '/api/auth/refresh', refreshField: 'refreshToken', logout: '/api/auth/logout', me: '/api/users/me',
    orders: '/api/orders', orderBody: { items: [{ productId: 1, quantity: 2 }], note: 'gift' }, upload: '/api/files',
    adminUsers: '/api/admin/users', disable: '/api/admin/users/ID/disable', importUrl: '/api/imports/products', search: '/api/products/search?q=', tokens: ['accessToken', 'refreshToken'],
    seed: 'beech', profileChange: { name: 'New' },
  },
  flask: {
    register: '/api/v1/signup', login: '/api/v1/signin', loginFields: ['username', 'password'],
    refresh: '/api/v1/token/refresh', refreshField: 'refresh_token', logout: '/api/v1/signout', me: '/api/v1/profile',
    orders: '/api/v1/appointments', orderBody: { doctor_id: 3, day: '2027-02-03', note: 'first visit' }, upload: '/api/v1/documents',
    adminUsers: '/api/v1/admin/accounts', disable: '/api/v1/admin/accounts/ID/disable', importUrl: '/api/v1/webhooks/test', search: '/api/v1/doctors/search?q=', tokens: ['access_token', 'refresh_token'],
    seed: 'practice', profileChange: { phone: '+00 555 0199' },
  },
  fastify: {
    register: '/api/members', login: '/api/session', loginFields: ['email', 'password'],
    refresh: '/api/session/refresh', refreshField: 'refresh', logout: 'DELETE /api/session', me: '/api/members/me',
    orders: '/api/projects', orderBody: { title: 'Harbour', note: 'opens in June', priority: 2 }, upload: '/api/files', rawUpload: true,
    adminUsers: '/api/admin/members', disable: '/api/admin/members/ID/disable', importUrl: '/api/avatar', search: '/api/search?q=', tokens: ['access', 'refresh'],
    seed: 'example that shows', profileChange: { name: 'New' },
  },
  fastapi: {
    register: '/auth/register', login: '/auth/token', loginFields: ['login', 'password'],
    refresh: '/auth/refresh', refreshField: 'refresh_token', logout: '/auth/logout', me: '/auth/me',
    orders: '/wallets', orderBody: { label: 'Holidays', note: 'two weeks', goal_cents: 90000 }, upload: '/documents',
    adminUsers: '/admin/users', disable: '/admin/users/ID/block', importUrl: '/webhooks/check', search: '/search?q=', tokens: ['access_token', 'refresh_token'],
    seed: 'Put a little', profileChange: { full_name: 'New' },
  },
  koa: {
    register: '/api/accounts', login: '/api/session', loginFields: ['email', 'password'],
    refresh: '/api/session/refresh', refreshField: 'refresh', logout: 'DELETE /api/session', me: '/api/accounts/me',
    orders: '/api/tickets', orderBody: { subject: 'Printer is offline', note: 'since Monday', priority: 2 }, upload: '/api/attachments',
    adminUsers: '/api/admin/accounts', disable: '/api/admin/accounts/ID/disable', importUrl: '/api/webhooks/test', search: '/api/suggest?q=', tokens: ['access', 'refresh'],
    seed: 'How billing', profileChange: { name: 'New' },
  },
  nest: {
    register: '/api/auth/register', login: '/api/auth/login', loginFields: ['email', 'password'],
    refresh: '/api/auth/refresh', refreshField: 'refreshToken', logout: '/api/auth/logout', me: '/api/users/me',
    orders: '/api/orders', orderBody: { eventId: 1, quantity: 2, note: 'aisle seat' }, upload: '/api/files',
    adminUsers: '/api/admin/users', disable: '/api/admin/users/ID/disable', importUrl: '/api/events/import', search: '/api/search?q=', tokens: ['accessToken', 'refreshToken'],
    seed: 'Winter', profileChange: { name: 'New' },
  },
  drf: {
    register: '/api/accounts', login: '/api/session', loginFields: ['email', 'password'],
    refresh: '/api/session/refresh', refreshField: 'refresh', logout: '/api/session/end', me: '/api/me',
    orders: '/api/applications', orderBody: { job: 'engineer-1', note: 'I would like to join', years: 4 }, upload: '/api/documents',
    adminUsers: '/api/admin/accounts', disable: '/api/admin/accounts/ID/disable', importUrl: '/api/jobs/import', search: '/api/jobs/search?q=', tokens: ['access', 'refresh'],
    seed: 'Engineer', profileChange: { name: 'New' },
  },
}

const name = process.argv[2] ?? 'express'
const dialect = DIALECTS[name]
if (dialect === undefined && name !== 'django') throw new Error(`No such target: ${name}. One of ${Object.keys(DIALECTS).join(', ')}, django`)
const { base, port, child, adminName, adminPassword } = await startHardened(name)

try {
  if (dialect === undefined) await walkClub({ base, port, adminName, adminPassword })
  else await walk(dialect)
  await shutdown(child)
} finally {
  child.kill('SIGKILL')
}
process.exitCode = failures() === 0 ? 0 : 1

async function call(method: string, path: string, options: { token?: string; body?: unknown; raw?: string; headers?: Record<string, string> } = {}) {
  const headers: Record<string, string> = { ...options.headers }
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`
  if (options.body !== undefined) headers['content-type'] ??= 'application/json'
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
  const response = await fetch(base + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
  const text = await response.text()
  let json: any
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status: response.status, headers: response.headers, text, json }
}

async function walk(d: Dialect): Promise<void> {
  const account = () => ({ [d.loginFields[0]]: `u${randomBytes(6).toString('hex')}@people.example`, [d.loginFields[1]]: `Quite-long ${randomBytes(8).toString('hex')}` })
  const [a, b] = [account(), account()]
  for (const who of [a, b]) {
    const made = await call('POST', d.register, { body: who })
    holds('registers', made.status === 201 || made.status === 202, made)
  }
  const again = await call('POST', d.register, { body: a })
  holds('a second registration answers as the first', again.status === 201 || again.status === 202, again)
  const login = async (who: object) => (await call('POST', d.login, { body: who })).json
  const [ta, tb] = [await login(a), await login(b)]
  const [access, refresh] = [ta?.[d.tokens[0]], ta?.[d.tokens[1]]]
  const other = tb?.[d.tokens[0]]
  holds('logs in', typeof access === 'string' && typeof refresh === 'string', ta)

  const me = await call('GET', d.me, { token: access })
  holds('knows its user', me.status === 200 && me.text.includes(String(a[d.loginFields[0]])), me)
  holds('authenticated answers are not stored', /no-store/.test(me.headers.get('cache-control') ?? ''), me.headers.get('cache-control'))
  holds('no password in the profile', !/password|hash/i.test(me.text), me.text)
  holds('anonymous is refused', (await call('GET', d.me)).status === 401)
  holds('garbage is refused', (await call('GET', d.me, { token: 'abc.def.ghi' })).status === 401)
  const parts = String(access).split('.')
  const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${parts[1]}.`
  holds('alg none is refused', (await call('GET', d.me, { token: none })).status === 401)
  holds('a refresh token is no access token', (await call('GET', d.me, { token: refresh })).status === 401)

  const created = await call('POST', d.orders, { token: access, body: d.orderBody })
  holds('creates an order', created.status === 201, created)
  const mine = `${d.orders}/${created.json?.id}`
  holds('reads its order', (await call('GET', mine, { token: access })).status === 200)
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const foreign = await call(method, mine, { token: other, ...(method === 'PATCH' ? { body: { note: 'mine now' } } : {}) })
    holds(`another user's ${method} is refused`, foreign.status === 404 || foreign.status === 403, foreign)
  }
  holds('changes its order', (await call('PATCH', mine, { token: access, body: { note: 'wrapped' } })).status === 200)
  const unknownField = await call('PATCH', d.me, { token: access, body: { ...d.profileChange, role: 'admin' } })
  holds('unknown fields are refused', unknownField.status === 400 || unknownField.status === 422, unknownField)
  for (const body of [{}, [], null, 'text', { items: 'x' }, { ...d.orderBody, note: 7 }, withNumbers(d.orderBody), { ...d.orderBody, note: 'a\u0000b' }]) {
    const wrong = await call('POST', d.orders, { token: access, body })
    holds(`wrong types give 4xx: ${JSON.stringify(body)}`, wrong.status >= 400 && wrong.status < 500, wrong)
  }
  for (const id of ['abc', '-1', '99999999999999999999', "1' OR '1'='1", '%00', '%ff', '..%2f..%2fetc%2fpasswd', '%7B%7D']) {
    const wrong = await call('GET', `${d.orders}/${id}`, { token: access })
    holds(`odd id gives 4xx: ${id}`, wrong.status >= 400 && wrong.status < 500, wrong)
  }
  const broken = await call('POST', d.orders, { token: access, raw: '{"a":', headers: { 'content-type': 'application/json' } })
  holds('broken JSON gives 400', broken.status === 400, broken)
  holds('errors leak nothing', !/\bat .+:\d+|Traceback|sqlite|node_modules|File "/i.test(broken.text), broken.text)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
    const refused = await call('POST', d.orders, { token: access, raw: JSON.stringify(d.orderBody), headers: { 'content-type': type } })
    holds(`${type} is refused`, refused.status === 415, refused)
  }
  for (const megabytes of [1, 5]) {
    const large = await call('POST', d.orders, { token: access, body: { ...d.orderBody, note: 'x'.repeat(megabytes * 1024 * 1024) } }).catch((error) => ({ status: 0, text: String(error) }))
    holds(`${megabytes} MiB is refused`, large.status === 413, { status: large.status, text: large.text.slice(0, 200) })
  }
  const deep = await call('POST', d.orders, { token: access, raw: '['.repeat(5000) + ']'.repeat(5000), headers: { 'content-type': 'application/json' } })
  holds('deep nesting gives 4xx', deep.status >= 400 && deep.status < 500, deep.status)

  const disguised = await upload(d, access, Buffer.from('<script>alert(1)</script>'), '../../evil.html')
  holds('a disguised upload is refused', disguised.status === 415 || disguised.status === 400, disguised.status)
  const stored = await upload(d, access, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a.png')
  const file = (await stored.json()) as { id?: string }
  holds('an image is taken', stored.status === 201, file)
  const download = await call('GET', `${d.upload}/${file.id}`, { token: access })
  holds('it comes back as an attachment', download.status === 200 && /attachment/.test(download.headers.get('content-disposition') ?? ''), download.status)
  holds("another user's download is refused", (await call('GET', `${d.upload}/${file.id}`, { token: other })).status === 404)

  const admin = await call('GET', d.adminUsers, { token: access })
  holds('administration is refused', admin.status === 403, admin)
  for (const url of [`http://127.0.0.1:${port}/health`, 'http://localhost/', 'file:///etc/passwd', 'https://169.254.169.254/latest']) {
    const fetched = await call('POST', d.importUrl, { token: access, body: { url } })
    holds(`import of ${url} is refused`, fetched.status >= 400 && fetched.status < 500, fetched)
  }
  const quoted = await call('GET', `${d.search}${encodeURIComponent("x' OR '1'='1")}`)
  holds('a quote in the search finds nothing', quoted.status === 200 && !quoted.text.includes(d.seed), quoted)
  const twice = await call('GET', `${d.search}a&q=b`)
  holds('a doubled parameter gives no 5xx', twice.status < 500, twice)

  for (const [what, response] of [['200', me], ['400', broken], ['401', await call('GET', d.me)], ['403', admin], ['404', await call('GET', '/nothing-here')]] as const) {
    const missing = ['x-content-type-options', 'content-security-policy', 'referrer-policy', 'cache-control'].filter((header) => !response.headers.has(header))
    holds(`security headers on ${what}`, missing.length === 0, missing)
  }
  holds('no banner', !me.headers.has('x-powered-by') && !/\d/.test(me.headers.get('server') ?? ''), me.headers.get('server'))
  const foreign = await call('GET', d.me, { token: access, headers: { origin: 'https://evil.example' } })
  holds('foreign origins get no CORS', !foreign.headers.has('access-control-allow-origin'))
  holds('wrong method gives 405', (await call('PUT', d.login)).status === 405)
  for (const path of ['/metrics', '/debug', '/.env', '/openapi.json', '/docs', '/.git/HEAD']) {
    holds(`${path} is not there`, [401, 404].includes((await call('GET', path)).status))
  }

  const rotated = await call('POST', d.refresh, { body: { [d.refreshField]: refresh } })
  holds('refresh works once', rotated.status === 200 && rotated.json?.[d.tokens[1]] !== refresh, rotated)
  holds('a second use is refused', (await call('POST', d.refresh, { body: { [d.refreshField]: refresh } })).status === 401)
  holds('and ends the family', (await call('POST', d.refresh, { body: { [d.refreshField]: rotated.json?.[d.tokens[1]] } })).status === 401)
  holds('and its access token', (await call('GET', d.me, { token: rotated.json?.[d.tokens[0]] })).status === 401)
  const raced = await login(b)
  const race = await Promise.all(Array.from({ length: 6 }, () => call('POST', d.refresh, { body: { [d.refreshField]: raced[d.tokens[1]] } })))
  holds('parallel refresh succeeds at most once', race.filter((one) => one.status === 200).length <= 1, race.map((one) => one.status))

  const [logoutMethod, logoutPath] = d.logout.startsWith('/') ? ['POST', d.logout] : (d.logout.split(' ') as [string, string])
  const out = await call(logoutMethod, logoutPath, { token: other })
  holds('logs out', out.status === 200 || out.status === 204, out)
  holds('the token is dead then', (await call('GET', d.me, { token: other })).status === 401)

  const [known, unknown] = [{ ...a, [d.loginFields[1]]: 'wrong-wrong-wrong' }, { ...account(), [d.loginFields[1]]: 'wrong-wrong-wrong' }]
  const without = (text: string) => text.replace(/[0-9a-f-]{36}/g, '')
  const [k, u] = [await call('POST', d.login, { body: known }), await call('POST', d.login, { body: unknown })]
  holds('login tells nothing of accounts', k.status === u.status && without(k.text) === without(u.text), [k.text, u.text])
  const weak = await call('POST', d.register, { body: { ...account(), [d.loginFields[1]]: 'password1' } })
  holds('a weak password is refused', weak.status === 400 || weak.status === 422, weak)

  const administrator = (await login({ [d.loginFields[0]]: adminName, [d.loginFields[1]]: adminPassword }))?.[d.tokens[0]]
  const listed = await call('GET', d.adminUsers, { token: administrator })
  holds('an administrator lists the accounts, without hashes', listed.status === 200 && !/hash|scrypt/i.test(listed.text), listed)
  const third = account()
  await call('POST', d.register, { body: third })
  const thirdToken = (await login(third))?.[d.tokens[0]]
  const thirdId = (await call('GET', d.me, { token: thirdToken })).json?.id
  holds('only administrators disable', (await call('POST', d.disable.replace('ID', thirdId), { token: thirdToken })).status === 403)
  const disabled = await call('POST', d.disable.replace('ID', thirdId), { token: administrator })
  holds('a disabled account is out at once', disabled.status === 204 && (await call('GET', d.me, { token: thirdToken })).status === 401, disabled)
  holds('and cannot log in', (await call('POST', d.login, { body: third })).status === 401)

  let throttled: Awaited<ReturnType<typeof call>> | undefined
  let attempts = 0
  while (throttled === undefined && attempts < 15) {
    attempts += 1
    const response = await call('POST', d.login, { body: known, headers: { 'x-forwarded-for': `203.0.113.${attempts}` } })
    if (response.status === 429) throttled = response
  }
  holds('login throttles', throttled !== undefined && Number(throttled.headers.get('retry-after')) > 0, attempts)
  holds('limits are told', me.headers.has('ratelimit') && me.headers.has('ratelimit-policy'))
  const burst = await Promise.all(Array.from({ length: 250 }, () => call('GET', `${d.search}lamp`)))
  const limited = burst.filter((one) => one.status === 429)
  holds('a burst meets the limit', limited.length > 0 && limited.every((one) => Number(one.headers.get('retry-after')) > 0), limited.length)
  holds('and nothing breaks', burst.every((one) => one.status === 200 || one.status === 429))
  await new Promise((resolve) => setTimeout(resolve, 2500))
  holds('and ends', (await call('GET', `${d.search}lamp`)).status === 200)
}

/** Sends the bytes as a PNG, in a form or as they are. */
function upload(d: Dialect, token: string, bytes: Buffer<ArrayBuffer>, fileName: string): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` }
  if (d.rawUpload === true) return fetch(base + d.upload, { method: 'POST', headers: { ...headers, 'content-type': 'image/png' }, body: bytes })
  const body = new FormData()
  body.set('file', new Blob([bytes], { type: 'image/png' }), fileName)
  return fetch(base + d.upload, { method: 'POST', headers, body })
}

/** The body with each of its numbers out of range. */
function withNumbers(body: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(body, (_key, value) => (typeof value === 'number' ? -1e30 : value)))
}

async function shutdown(running: ChildProcess): Promise<void> {
  const [who, secret] = dialect?.loginFields ?? ['email', 'password']
  const account = { [who]: `s${randomBytes(6).toString('hex')}@people.example`, [secret]: `Quite-long ${randomBytes(8).toString('hex')}` }
  // A password takes a while to hash, so this request is in flight when the signal comes.
  const slow = dialect === undefined ? undefined : call('POST', dialect.register, { body: account })
  await new Promise((resolve) => setTimeout(resolve, 60))
  const ended = ends(running)
  if (slow !== undefined) {
    const answer = await slow.catch((error) => ({ status: 0, text: String(error) }))
    holds('what is in flight is answered', answer.status === 202 || answer.status === 201, answer)
  }
  const code = await ended
  // uvicorn drains and then lets the signal end it: no exit code.
  holds('and the process ends by itself', code === 0 || code === null, code)
}
