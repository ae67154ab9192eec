// Starts the hardened target of pages and forms, walks through what it promises and prints one line a promise; exits 1 when one is broken.
// node targets/check-hardened-pages.ts
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const folder = join(import.meta.dirname, 'express-pages', 'hardened')
const manifest = parse(readFileSync(join(folder, 'target.yaml'), 'utf8'))
const port = await freePort()
const administrator = { email: `admin-${randomBytes(4).toString('hex')}@people.example`, password: `Very-long ${randomBytes(12).toString('hex')}` }
const WRONG_PASSWORD = 'wrong-wrong-wrong'
let failures = 0

/** Keeps cookies as a browser does, and sends forms with the token of the last page that had one. */
class Visitor {
  readonly cookies = new Map<string, string>()
  #token = ''

  async send(method: string, path: string, body?: URLSearchParams | FormData | string, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, redirect: 'manual', headers: { ...headers, cookie }, ...(body === undefined ? {} : { body }) })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
    const text = await response.text()
    this.#token = /name="(?:_csrf|csrf-token)" (?:value|content)="([^"]+)"/.exec(text)?.[1] ?? this.#token
    return { status: response.status, headers: response.headers, text }
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  post(path: string, fields: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, new URLSearchParams({ ...fields, _csrf: this.#token }))
  }

  json(method: string, path: string, value: unknown): Promise<Answer> {
    return this.send(method, path, JSON.stringify(value), { 'content-type': 'application/json', 'x-csrf-token': this.#token })
  }

  upload(bytes: Buffer<ArrayBuffer>, name: string): Promise<Answer> {
    const form = new FormData()
    form.set('_csrf', this.#token)
    form.set('file', new Blob([bytes], { type: 'image/png' }), name)
    return this.send('POST', '/materials', form)
  }

  async signIn(who: { email: string; password: string }): Promise<Answer> {
    await this.get('/login')
    const answer = await this.post('/login', who)
    if (answer.status === 303) await this.get('/account')
    return answer
  }
}

const child = start()
try {
  await ready()
  const [member, other] = [await newMember(), await newMember()]
  await accounts(member.visitor, member.account)
  await ownership(member.visitor, other.visitor)
  await input(member.visitor)
  await staff(other.visitor, other.account)
  await throttles(member.account)
  await shutdown()
} finally {
  child.kill('SIGKILL')
}
process.exitCode = failures === 0 ? 0 : 1

function holds(promise: string, kept: boolean, seen: unknown = ''): void {
  if (!kept) failures += 1
  process.stdout.write(`${kept ? 'ok  ' : 'FAIL'} ${promise}${kept ? '' : ` (${JSON.stringify(seen)})`}\n`)
}

async function newMember() {
  const visitor = new Visitor()
  const account = { email: `u${randomBytes(6).toString('hex')}@people.example`, password: `Quite-long ${randomBytes(8).toString('hex')}` }
  await visitor.get('/register')
  const joined = await visitor.post('/register', { ...account, name: 'Ada' })
  holds('registers', joined.status === 303, joined)
  await visitor.get('/register')
  const again = await visitor.post('/register', { ...account, name: 'Ada' })
  holds('a second registration answers as the first', again.status === 303 && again.headers.get('location') === joined.headers.get('location'), again)
  const before = visitor.cookies.get('sid')
  const signedIn = await visitor.signIn(account)
  holds('signs in under a new session id', signedIn.status === 303 && visitor.cookies.get('sid') !== before, signedIn)
  return { visitor, account }
}

async function accounts(visitor: Visitor, account: { email: string; password: string }): Promise<void> {
  const cookie = (await new Visitor().get('/login')).headers.get('set-cookie') ?? ''
  holds('the session cookie is for HTTP and this site alone', /HttpOnly/.test(cookie) && /SameSite=Lax/.test(cookie), cookie)
  holds('anonymous visitors are sent to sign in', (await new Visitor().get('/account')).status === 303)
  holds('and refused by the API', (await new Visitor().get('/api/me')).status === 401)
  const me = await visitor.get('/api/me')
  holds('no hash in the profile', me.text.includes(account.email) && !/hash|password|_id/i.test(me.text), me.text)
  const without = await visitor.send('POST', '/account/profile', new URLSearchParams({ name: 'Eve', phone: '' }))
  holds('a form without the token is refused', without.status === 403, without.status)
  holds('unknown fields are refused', (await visitor.post('/account/profile', { name: 'Ada', phone: '', role: 'staff' })).status === 422)
  holds('the profile is saved', (await visitor.post('/account/profile', { name: 'Ada L', phone: '1' })).status === 303)
  const guess = async (email: string) => {
    const stranger = new Visitor()
    await stranger.get('/login')
    const answer = await stranger.post('/login', { email, password: WRONG_PASSWORD })
    return `${answer.status} ${answer.text.replace(/value="[^"]*"/g, '')}`
  }
  holds('signing in tells nothing of accounts', (await guess(account.email)) === (await guess('nobody@people.example')))
  const stranger = new Visitor()
  await stranger.get('/register')
  holds('a weak password is refused', (await stranger.post('/register', { name: 'x', email: 'x@people.example', password: 'password1234' })).status === 422)
  for (const operator of ['email[$ne]', 'password[$ne]']) {
    const injected = await stranger.post('/login', { email: account.email, password: account.password, [operator]: 'x' })
    holds(`an operator in ${operator} is refused`, injected.status === 422, injected.status)
  }
  await visitor.get('/account')
  const second = new Visitor()
  await second.signIn(account)
  const changed = await visitor.post('/account/password', { current: account.password, password: `${account.password}!` })
  account.password += '!'
  holds('a changed password ends the other sessions', changed.status === 303 && (await second.get('/api/me')).status === 401, changed.status)
  await second.signIn(account)
  const kept = second.cookies.get('sid') ?? ''
  const out = await second.post('/logout')
  second.cookies.set('sid', kept)
  holds('signing out ends the session', out.status === 303 && (await second.get('/api/me')).status === 401, out.status)
}

async function ownership(visitor: Visitor, other: Visitor): Promise<void> {
  await visitor.get('/catalogue/italian-a1')
  const booked = await visitor.post('/bookings', { courseId: '2', seats: '1', note: '<b>window</b>' })
  const path = booked.headers.get('location') ?? ''
  const shown = await visitor.get(path)
  holds('books, and shows the note escaped', booked.status === 303 && shown.text.includes('&lt;b&gt;window'), booked)
  holds("another member's booking is not there", (await other.get(path)).status === 404)
  await other.get('/bookings')
  holds('nor can it be cancelled', (await other.post('/bookings/cancel', { bookingId: path.split('/').at(-1) ?? '' })).status === 404)
  holds('nor confirmed', (await other.post(`${path}/confirm`)).status === 404)
  await other.post(`${path}/archive`)
  holds('it is still open', (await visitor.get(path)).text.includes('<dd>open</dd>'))
  await visitor.get('/materials')
  holds('a disguised upload is refused', (await visitor.upload(Buffer.from('<script>1</script>'), '../../evil.html')).status === 415)
  holds('an image is taken', (await visitor.upload(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a.png')).status === 303)
  const link = /\/materials\/[0-9a-f-]{36}/.exec((await visitor.get('/materials')).text)?.[0] ?? ''
  holds('it comes back as an attachment', /^attachment/.test((await visitor.get(link)).headers.get('content-disposition') ?? ''))
  holds("another member's file is not there", (await other.get(link)).status === 404)
  const api = await visitor.json('POST', '/api/bookings', { courseId: 2, seats: 1, status: 'paid' })
  holds('the API refuses unknown fields', api.status === 422, api)
  holds('and books without them', (await visitor.json('POST', '/api/bookings', { courseId: 2, seats: 1 })).status === 201)
}

async function input(visitor: Visitor): Promise<void> {
  await visitor.get('/account')
  for (const months of ['1+1', 'process.exit()', '-1', '']) holds(`months of ${months} are refused`, (await visitor.post('/account/instalments', { total: '120', months })).status === 422)
  holds('a template in a gift card stays text', !(await visitor.post('/account/gift-card', { message: '<%= 7*191 %><i>' })).text.includes('1337'))
  for (const url of [`http://127.0.0.1:${port}/health`, 'https://169.254.169.254/', 'file:///etc/passwd']) holds(`a picture of ${url} is refused`, (await visitor.post('/account/picture', { url })).status === 422)
  await visitor.get('/board/1')
  await visitor.post('/board/1', { body: '<script>1</script>' })
  holds('posts are escaped', !(await visitor.get('/board/1?visibility=staff')).text.includes('<script>1'))
  holds('posts of the staff stay hidden', !(await visitor.get('/board/1?visibility[$ne]=public')).text.includes('kiln'))
  for (const path of ['/catalogue/search?q=', '/catalogue/finder?term=', '/catalogue/finder?level=', '/catalogue?sort=', '/verify?code=', '/leave?to=']) {
    const answer = await visitor.get(`${path}${encodeURIComponent('</script><b>"\'')}`)
    holds(`${path} escapes`, answer.status < 500 && !answer.text.includes('</script><b>'), answer)
  }
  for (const path of ['/catalogue/search?q=a&q=b', '/bookings/%00', '/bookings/%ff', '/tutors/1e9', '/api/payments/x', '/api/courses/x/summary', '/api/payments?month=x', '/catalogue?page=-1']) {
    const answer = await visitor.get(path)
    holds(`${path} gives no 5xx and no trace`, answer.status < 500 && !/node_modules|\.js:\d/.test(answer.text), answer)
  }
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    holds(`no redirect to ${next}`, (await visitor.get(`/language?back=${encodeURIComponent(next)}`)).headers.get('location') === '/')
  }
  holds('broken JSON gives 400', (await visitor.send('POST', '/api/bookings', '{"a":', { 'content-type': 'application/json' })).status === 400)
  holds('forms are refused by the API', (await visitor.send('POST', '/api/bookings', new URLSearchParams({ a: 'b' }))).status === 415)
  holds('a large form is refused', (await visitor.send('POST', '/contact', new URLSearchParams({ message: 'x'.repeat(1024 * 1024) }))).status === 413)
  const foreign = await visitor.send('GET', '/api/me', undefined, { origin: 'https://evil.example' })
  holds('foreign origins get no CORS', !foreign.headers.has('access-control-allow-origin'))
  for (const path of ['/', '/account', '/nothing-here', '/api/nothing', '/api/courses']) {
    const { headers } = await visitor.get(path)
    const missing = ['x-content-type-options', 'content-security-policy', 'referrer-policy', 'cache-control', 'ratelimit'].filter((name) => !headers.has(name))
    holds(`headers on ${path}`, missing.length === 0 && !headers.has('x-powered-by'), missing)
  }
  for (const path of ['/metrics', '/debug/env', '/.env', '/.git/HEAD', '/uploads/', '/kiosk']) holds(`${path} is not there`, (await visitor.get(path)).status === 404)
}

async function staff(member: Visitor, account: { email: string; password: string }): Promise<void> {
  for (const path of ['/staff/users', '/staff/export.csv', '/api/courses/1/attendance']) holds(`${path} is for the staff`, (await member.get(path)).status === 403)
  await member.get('/account')
  for (const path of ['/staff/courses/1/price', '/staff/vouchers']) holds(`${path} too`, (await member.post(path, { cents: '500' })).status === 403)
  const boss = new Visitor()
  await boss.signIn(administrator)
  const members = await boss.get('/staff/users')
  holds('the staff lists the members, without hashes', members.status === 200 && members.text.includes(account.email) && !members.text.includes('$2'), members)
  holds('and exports them', (await boss.get('/staff/export.csv')).text.startsWith('name,email'))
  holds('and sets a price', (await boss.post('/staff/courses/1/price', { cents: '12900' })).status === 303)
  const code = (await boss.post('/staff/vouchers', { cents: '500' })).text
  await member.get('/account')
  await Promise.all(Array.from({ length: 6 }, () => member.post('/bookings/redeem', { code })))
  holds('a voucher is good once', (await member.get('/account')).text.includes('balance 5.00'))
  const row = members.text.split('<tr>').find((part) => part.includes(account.email)) ?? ''
  const disabled = await boss.post(/action="([^"]+)"/.exec(row)?.[1] ?? '')
  holds('a disabled member is out at once', disabled.status === 303 && (await member.get('/api/me')).status === 401, disabled)
  holds('and cannot come back', (await new Visitor().signIn(account)).status === 401)
}

async function throttles(account: { email: string }): Promise<void> {
  const guesser = new Visitor()
  await guesser.get('/login')
  let refused: Answer | undefined
  for (let attempt = 0; attempt < 8 && refused === undefined; attempt += 1) {
    const answer = await guesser.post('/login', { email: account.email, password: WRONG_PASSWORD })
    if (answer.status === 429) refused = answer
  }
  holds('guessing a password is throttled', Number(refused?.headers.get('retry-after')) > 0)
  const burst = await Promise.all(Array.from({ length: 250 }, () => new Visitor().get('/catalogue')))
  const limited = burst.filter(({ status }) => status === 429)
  holds('a burst meets the limit', limited.length > 0 && limited.every(({ headers }) => Number(headers.get('retry-after')) > 0), limited.length)
  holds('and nothing breaks', burst.every(({ status }) => status === 200 || status === 429))
  await new Promise((resolve) => setTimeout(resolve, 2500))
  holds('and ends', (await new Visitor().get('/catalogue')).status === 200)
}

async function shutdown(): Promise<void> {
  const slow = new Visitor().get('/catalogue/italian-a1/availability')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill('SIGTERM')
  holds('what is in flight is answered', (await slow).status === 200)
  const code = await Promise.race([ended, new Promise<string>((resolve) => setTimeout(() => resolve('still running'), 8000))])
  holds('and the process ends by itself', code === 0, code)
}

function start(): ChildProcess {
  const { email_variable: email, password_variable: password } = manifest.administrator
  const env = { ...process.env, ...manifest.env, [email]: administrator.email, [password]: administrator.password, PORT: String(port), HOST: '127.0.0.1' }
  return spawn('/bin/sh', ['-c', `exec ${manifest.start}`], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`http://127.0.0.1:${port}${manifest.health}`).catch(() => undefined)
    if (response?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The target never became healthy')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
