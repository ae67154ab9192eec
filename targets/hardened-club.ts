// What the hardened club of the pair django promises: the walk of check-hardened.ts for a browser with cookies.
import { randomBytes } from 'node:crypto'
import { type HardenedTarget, holds } from './hardened-target.ts'

interface Page {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const ODD_IDS = ['abc', '-1', '99999999999999999999', "1' OR '1'='1", '%00', '%ff', '..%2f..%2fetc%2fpasswd']

/** A visitor with a cookie jar, who takes the token of a form from its page. */
class Visitor {
  readonly cookies = new Map<string, string>()
  readonly base: string
  constructor(base: string) {
    this.base = base
  }

  async ask(method: string, path: string, body?: URLSearchParams | FormData | string, headers: Record<string, string> = {}): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.base + path, { method, redirect: 'manual', headers: { ...headers, ...(cookie === '' ? {} : { cookie }) }, ...(body === undefined ? {} : { body }) })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || value === '""') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  get(path: string): Promise<Page> {
    return this.ask('GET', path)
  }

  async post(path: string, fields: Record<string, string>, { form = path, headers = {} }: { form?: string; headers?: Record<string, string> } = {}): Promise<Page> {
    return this.ask('POST', path, new URLSearchParams({ ...fields, csrfmiddlewaretoken: await this.token(form) }), headers)
  }

  async upload(bytes: Buffer<ArrayBuffer>, fileName: string): Promise<Page> {
    const body = new FormData()
    body.set('csrfmiddlewaretoken', await this.token('/documents/'))
    body.set('title', 'Licence')
    body.set('file', new Blob([bytes], { type: 'image/png' }), fileName)
    return this.ask('POST', '/documents/', body)
  }

  private async token(form: string): Promise<string> {
    return /csrfmiddlewaretoken" value="([^"]+)"/.exec((await this.get(form)).text)?.[1] ?? ''
  }
}

export async function walkClub({ base, adminName, adminPassword }: Pick<HardenedTarget, 'base' | 'port' | 'adminName' | 'adminPassword'>): Promise<void> {
  const [a, b] = [await member(base), await member(base)]
  await signingIn(base, a)
  await objects(a.visitor, b.visitor)
  await input(base, a.visitor)
  await headers(base, a.visitor)
  const admin = new Visitor(base)
  await admin.post('/account/login/', { username: adminName, password: adminPassword })
  await offices(a.visitor, admin)
  await endings(base, a, b, admin)
  await limits(base, a.email)
}

interface Member {
  readonly email: string
  readonly password: string
  readonly visitor: Visitor
}

async function member(base: string): Promise<Member> {
  const visitor = new Visitor(base)
  const [email, password] = [`m${randomBytes(6).toString('hex')}@people.example`, `Quite-long ${randomBytes(8).toString('hex')}`]
  const made = await visitor.post('/account/register/', { name: 'Sailor', email, password })
  holds('registers', made.status === 302, made)
  const signedIn = await visitor.post('/account/login/', { username: email, password })
  holds('signs in', signedIn.status === 302 && signedIn.headers.get('location') === '/account/', signedIn)
  const flags = signedIn.headers.getSetCookie().filter((line) => /session/.test(line))
  holds('the session cookie is Secure, HttpOnly and SameSite', flags.length === 1 && flags.every((line) => /; Secure/.test(line) && /; HttpOnly/.test(line) && /; SameSite=Lax/.test(line)), flags)
  return { email, password, visitor }
}

async function signingIn(base: string, { email, password }: Member): Promise<void> {
  const again = await new Visitor(base).post('/account/register/', { name: 'Sailor', email, password })
  holds('a second registration answers as the first', again.status === 302 && again.headers.get('location') === '/account/login/', again)
  const weak = await new Visitor(base).post('/account/register/', { name: 'Sailor', email: 'w@people.example', password: 'password1' })
  holds('a weak password is refused', weak.status === 422, weak)
  const tried = async (username: string) => (await new Visitor(base).post('/account/login/', { username, password: 'wrong-wrong-wrong' })) as Page
  const without = (page: Page) => page.text.replace(/value="[^"]*"/g, '')
  const [known, unknown] = [await tried(email), await tried('nobody@people.example')]
  holds('signing in tells nothing of accounts', known.status === 401 && unknown.status === 401 && without(known) === without(unknown), [known.text, unknown.text])
  const away = await new Visitor(base).post('/account/login/', { username: email, password, next: 'https://evil.example/' })
  holds('and leads nowhere else', away.headers.get('location') === '/account/', away)
  const forged = await new Visitor(base).ask('POST', '/account/login/', new URLSearchParams({ username: email, password }))
  holds('a form without its token is refused', forged.status === 403, forged)
  for (const path of ['/account/', '/members/', '/members/lookup.json?q=sa', '/members/export.csv', '/bookings/', '/bookings/1/', '/invoices/', '/documents/', '/office/', '/office/report/', '/admin/']) {
    const page = await new Visitor(base).get(path)
    holds(`a stranger does not see ${path}`, page.status === 302 && /login/.test(page.headers.get('location') ?? ''), page)
  }
}

async function objects(a: Visitor, b: Visitor): Promise<void> {
  const booked = await a.post('/bookings/new/', { boat: '3', day: '2027-05-05', note: 'two of us', price_cents: '1', status: 'confirmed' })
  const list = (await a.get('/bookings/')).text
  const id = /bookings\/(\d+)\/edit/.exec(list)?.[1]
  holds('books a boat, as a request', booked.status === 302 && id !== undefined && list.includes('requested'), booked)
  holds('not the same one twice', (await b.post('/bookings/new/', { boat: '3', day: '2027-05-05' })).status === 422)
  const invoice = /invoices\/(\d+)\//.exec((await a.get('/invoices/')).text)?.[1]
  holds('at the price of the boat', /\b\d{4} cents/.test((await a.get(`/invoices/${invoice}/`)).text))
  for (const path of [`/bookings/${id}/`, `/bookings/${id}/edit/`, `/bookings/${id}/delete/`, `/bookings/${id}/note/`, `/invoices/${invoice}/`, `/invoices/${invoice}/print/`]) {
    holds(`another member does not see ${path}`, (await a.get(path)).status === 200 && (await b.get(path)).status === 404)
  }
  for (const action of ['edit', 'delete', 'note', 'cancel']) {
    const answer = await b.post(`/bookings/${id}/${action}/`, { boat: '1', day: '2027-05-06', note: 'mine now' }, { form: '/account/' })
    holds(`another member's ${action} is refused`, answer.status === 404, answer)
  }
  holds('a GET does not cancel', (await a.get(`/bookings/${id}/cancel/`)).status === 405)
  holds('cancels', (await a.post(`/bookings/${id}/cancel/`, {}, { form: '/account/' })).status === 302)
  const disguised = await a.upload(Buffer.from('<script>alert(1)</script>'), '../../evil.html')
  holds('a disguised upload is refused', disguised.status === 422, disguised.status)
  holds('an image is taken', (await a.upload(PNG, 'a.png')).status === 302)
  const document = /documents\/(\d+)\/download/.exec((await a.get('/documents/')).text)?.[1]
  const download = await a.get(`/documents/${document}/download/`)
  holds('it comes back as an attachment', download.status === 200 && /attachment/.test(download.headers.get('content-disposition') ?? ''), download.status)
  holds("another member's download is refused", (await b.get(`/documents/${document}/download/`)).status === 404)
}

async function input(base: string, a: Visitor): Promise<void> {
  for (const id of ODD_IDS) {
    for (const path of [`/bookings/${id}/`, `/boats/${id}/calendar.json`, `/notices/${id}/`]) {
      const page = await a.get(path)
      holds(`odd id gives 4xx: ${path}`, page.status >= 400 && page.status < 500, page.status)
    }
  }
  for (const query of ['/boats/search/?q=%00', '/boats/available.json?day=%27', '/boats/1/tides.json?hours=x', '/notices/search/?q=', '/boats/1/similar/?kind=%27', '/office/clock.json?zone=x', '/office/share.json?state=x']) {
    holds(`wrong input gives 400: ${query}`, (await a.get(query)).status === 400)
  }
  for (const query of ['/boats/search/?q=', '/notices/search/?q=', '/notices/6/?for=', '/pages/']) {
    const page = await a.get(`${query}${encodeURIComponent('<script>alert(1)</script>')}`)
    holds(`is escaped: ${query}`, !page.text.includes('<script>alert') && page.status < 500, page)
  }
  await a.post('/notices/1/comments/', { text: '<script>alert(2)</script>' }, { form: '/account/' })
  holds('a comment is escaped', !(await a.get('/notices/1/')).text.includes('<script>alert'))
  const link = await a.post('/account/profile/', { name: 'Sailor', website: 'javascript:alert(1)' })
  holds('a link that is a script is refused', link.status === 422, link)
  const quoted = await a.get(`/notices/search/?q=${encodeURIComponent("x' OR '1'='1")}`)
  holds('a quote in the search finds nothing', quoted.status === 200 && !quoted.text.includes('News of week'), quoted)
  const entity = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><g><name>&x;</name></g>'
  for (const [path, fields] of [['/boats/logbook/', { track: entity }], ['/boats/fleet/', { document: 'boats: [!!python/object/apply:os.getcwd []]' }], ['/boats/fleet/', { document: 'a: &a [x]\nboats: *a' }]] as const) {
    holds(`a hostile document is refused: ${path}`, (await a.post(path, fields)).status === 422)
  }
  for (const path of ['/documents/help/..%2f..%2fmanage.py', '/assets/..%2fmanage.py', '/metrics', '/debug/', '/.env', '/.git/HEAD', '/out/nowhere/']) {
    holds(`${path} is not there`, (await a.get(path)).status === 404)
  }
  const redirected = await a.get('/theme/?next=//evil.example')
  holds('redirects stay here', redirected.headers.get('location') === '/', redirected)
  const unsigned = await new Visitor(base).ask('POST', '/hooks/payments/', '{"invoice":"INV-000001"}', { 'content-type': 'application/json' })
  holds('a hook without a signature is refused', unsigned.status === 403, unsigned)
  for (const megabytes of [1, 5]) {
    const large = await a.ask('POST', '/account/profile/', 'x'.repeat(megabytes * 1024 * 1024)).catch((error) => ({ status: 0, text: String(error) }))
    holds(`${megabytes} MiB is refused`, large.status === 413, { status: large.status })
  }
}

async function headers(base: string, a: Visitor): Promise<void> {
  for (const [what, page] of [['200', await a.get('/account/')], ['302', await new Visitor(base).get('/account/')], ['403', await a.get('/office/report/')], ['404', await a.get('/nothing-here/')]] as const) {
    const missing = ['x-content-type-options', 'content-security-policy', 'referrer-policy', 'cache-control'].filter((header) => !page.headers.has(header))
    holds(`security headers on ${what}`, String(page.status) === what && missing.length === 0, [page.status, missing])
  }
  const page = await a.get('/account/')
  holds('private pages are not stored', /no-store/.test(page.headers.get('cache-control') ?? ''))
  holds('no banner', !page.headers.has('x-powered-by') && !/\d/.test(page.headers.get('server') ?? ''), page.headers.get('server'))
  const lookup = await a.ask('GET', '/members/lookup.json?q=sa', undefined, { origin: 'https://evil.example' })
  holds('foreign origins get no CORS, and no one an address', !lookup.headers.has('access-control-allow-origin') && !/@|scrypt/.test(lookup.text), lookup)
}

async function offices(a: Visitor, admin: Visitor): Promise<void> {
  for (const path of ['/office/report/', '/office/forecast/', '/office/newsletter/', '/members/export.csv', '/notices/new/', '/boats/import/']) {
    holds(`for officers: ${path}`, (await a.get(path)).status === 403 && (await admin.get(path)).status === 200)
  }
  const raised = await a.post('/account/profile/', { name: 'Sailor', role: 'officer', is_superuser: 'on' })
  holds('no one makes themselves an officer', raised.status === 302 && (await a.get('/office/report/')).status === 403, raised)
  holds('the administration is for administrators', (await a.get('/admin/login/')).status === 403 && (await admin.get('/admin/members/member/')).status === 200)
  for (const url of [`${admin.base}/health/`, 'http://localhost/', 'file:///etc/passwd', 'https://169.254.169.254/latest']) {
    const fetched = await admin.post('/boats/import/', { url })
    holds(`import of ${url} is refused`, fetched.status === 422, fetched.status)
  }
}

async function endings(base: string, a: Member, b: Member, admin: Visitor): Promise<void> {
  const stolen = new Visitor(base)
  for (const [name, value] of a.visitor.cookies) stolen.cookies.set(name, value)
  const password = `${a.password} more`
  const changed = await a.visitor.post('/account/password/', { old_password: a.password, new_password1: password, new_password2: password })
  holds('a changed password ends other sessions', changed.status === 302 && (await stolen.get('/account/')).status === 302 && (await a.visitor.get('/account/')).status === 200, changed)
  for (const [name, value] of a.visitor.cookies) stolen.cookies.set(name, value)
  const out = await a.visitor.post('/account/logout/', {}, { form: '/account/' })
  holds('signing out ends the session', out.status === 302 && (await stolen.get('/account/')).status === 302, out)
  const id = /members\/(\d+)\/">My page/.exec((await b.visitor.get('/account/')).text)?.[1]
  const disabled = await admin.post(`/members/${id}/disable/`, {}, { form: '/members/' })
  holds('a disabled member is out at once', disabled.status === 302 && (await b.visitor.get('/account/')).status === 302, disabled)
  holds('and cannot sign in', (await new Visitor(base).post('/account/login/', { username: b.email, password: b.password })).status === 401)
}

async function limits(base: string, email: string): Promise<void> {
  let throttled: Page | undefined
  let attempts = 0
  for (; throttled === undefined && attempts < 15; attempts += 1) {
    const page = await new Visitor(base).post('/account/login/', { username: email, password: 'wrong-wrong-wrong' }, { headers: { 'x-forwarded-for': `203.0.113.${attempts}` } })
    if (page.status === 429) throttled = page
  }
  holds('signing in throttles', throttled !== undefined && Number(throttled.headers.get('retry-after')) > 0, attempts)
  const burst = await Promise.all(Array.from({ length: 250 }, () => new Visitor(base).get('/boats/search/?q=tern')))
  const limited = burst.filter((page) => page.status === 429)
  holds('a burst meets the limit', limited.length > 0 && limited.every((page) => Number(page.headers.get('retry-after')) > 0), limited.length)
  holds('and nothing breaks', burst.every((page) => page.status === 200 || page.status === 429))
  await new Promise((resolve) => setTimeout(resolve, 2500))
  holds('and ends', (await new Visitor(base).get('/boats/')).status === 200)
}
