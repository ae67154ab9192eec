import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { exchangesOf, fill, type Probing, trialOn } from '../probing.ts'
import { headerOf, isHtml, isSuccess, jsonOf, normalised, type Reply, setCookiesOf } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { cookieHeader, cookiesIn } from '../session.ts'
import { itemOf, itemsOf, shape } from '../state.ts'

/** TRACE, undeclared verbs, and verbs that a header puts in another's place. */
export async function probeMethods(probing: Probing): Promise<void> {
  const nonce = probing.values.nonce('trace')
  const trace = await rawRequest(
    probing,
    `TRACE / HTTP/1.1\r\nHost: ${probing.client.base.host}\r\nX-Assay-Trace: ${nonce}\r\nConnection: close\r\n\r\n`,
  )
  const isEchoed = /^HTTP\/1\.\d 200/.test(trace) && trace.toLowerCase().includes(`x-assay-trace: ${nonce}`)
  probing.trial(
    'methods',
    trialOn(
      { method: 'TRACE', path: '/', file: null, line: null },
      {
        name: 'trace',
        saw: isEchoed ? 'effect' : trace === '' ? 'unclear' : 'no-effect',
        effect: isEchoed ? 'TRACE sends back the headers of the request' : `TRACE got ${trace.split('\r\n')[0] ?? 'no answer'}`,
        details: {},
        reproduced: { count: isEchoed ? 2 : 0, of: 2 },
      },
    ),
  )
  const methodsOf = new Map<string, Set<string>>()
  for (const operation of probing.wireOperations)
    methodsOf.set(shape(operation.path), (methodsOf.get(shape(operation.path)) ?? new Set()).add(operation.method))
  const { userA } = probing.identities
  for (const operation of probing.wireOperations
    .filter((candidate) => candidate.method === 'GET' && !candidate.path.includes('{'))
    .slice(0, 6)) {
    const method = ['PUT', 'PATCH', 'DELETE'].find((candidate) => !methodsOf.get(shape(operation.path))?.has(candidate))
    if (method === undefined || !probing.mayWrite) continue
    const reply = await probing.send(userA, {
      method: method === 'DELETE' ? 'PATCH' : method,
      path: operation.path,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      mayFail: true,
    })
    probing.trial(
      'methods',
      trialOn(operation, {
        name: 'undeclared',
        saw: isSuccess(reply) ? 'unclear' : reply.status === 429 || reply.status === 0 ? 'blocked' : 'no-effect',
        effect: `${reply.exchange.method} got ${reply.status}`,
        identity: userA?.name ?? 'anonymous',
        attempts: exchangesOf(reply),
        details: { status: reply.status, allow: headerOf(reply, 'allow') },
      }),
    )
  }
  if (probing.mayWrite) await overrides(probing)
  if (probing.mayWrite) await readingThatWrites(probing)
}

const ACTION =
  /\/(?:cancel|delete|remove|approve|confirm|close|disable|enable|archive|activate|deactivate|pay|publish|complete|finish|reset)$/i

/** A GET whose path names an action: the object is looked at before and after. */
async function readingThatWrites(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  for (const operation of probing.wireOperations) {
    const template = operation.path.replace(ACTION, '')
    const item = itemOf(template)
    if (operation.method !== 'GET' || template === operation.path || item === null || ordinaryUser === null) continue
    const ids = await probing.idsFor(operation, ordinaryUser)
    const object = await probing.create(item.collection, ids, ordinaryUser)
    if (object === null) continue
    const path = `${object.collection}/${encodeURIComponent(object.id)}`
    const before = await probing.send(ordinaryUser, { method: 'GET', path })
    const still = await probing.send(ordinaryUser, { method: 'GET', path })
    const reply = await probing.send(ordinaryUser, { method: 'GET', path: path + operation.path.slice(template.length), mayFail: true })
    const after = await probing.send(ordinaryUser, { method: 'GET', path })
    const isChanged =
      isSuccess(before) &&
      isSuccess(reply) &&
      normalised(before.body) === normalised(still.body) &&
      (after.status === 404 || normalised(after.body) !== normalised(before.body))
    probing.trial(
      'methods',
      trialOn(operation, {
        name: 'GET that writes',
        saw: isChanged ? 'effect' : isSuccess(before) ? 'no-effect' : 'unclear',
        effect: isChanged ? 'a GET changes the object' : `the GET got ${reply.status} and changed nothing`,
        identity: ordinaryUser.name,
        baseline: before.exchange,
        control: still.exchange,
        attempts: exchangesOf(reply, after),
        reproduced: { count: isChanged ? 2 : 0, of: 2 },
      }),
    )
  }
}

/** A POST or GET that a header turns into a DELETE of an object of ours. */
async function overrides(probing: Probing): Promise<void> {
  const { userA } = probing.identities
  const deletion = probing.wireOperations.find(
    (operation) =>
      operation.method === 'DELETE' &&
      itemOf(operation.path) !== null &&
      probing.state.producerOf(itemOf(operation.path)?.collection ?? '') !== null,
  )
  const item = deletion === undefined ? null : itemOf(deletion.path)
  if (deletion === undefined || item === null || userA === null) return
  const ids = await probing.idsFor(deletion, userA)
  const object = await probing.create(item.collection, ids, userA)
  if (object === null) return
  const path = `${object.collection}/${encodeURIComponent(object.id)}`
  for (const [method, header] of [
    ['POST', 'x-http-method-override'],
    ['GET', 'x-http-method-override'],
    ['POST', 'x-method-override'],
    ['GET', 'x-http-method'],
  ] as const) {
    const before = await probing.send(userA, { method: 'GET', path })
    const reply = await probing.send(userA, { method, path, headers: { [header]: 'DELETE' }, mayFail: true })
    const after = await probing.send(userA, { method: 'GET', path })
    const isGone = isSuccess(before) && isSuccess(reply) && (after.status === 404 || after.status === 410)
    probing.trial(
      'methods',
      trialOn(deletion, {
        name: `override ${method} ${header}`,
        saw: isGone ? 'effect' : !isSuccess(before) ? 'unclear' : 'no-effect',
        effect: isGone
          ? `${method} with ${header}: DELETE removes the object`
          : `${method} with ${header}: DELETE got ${reply.status} and removed nothing`,
        identity: userA.name,
        baseline: before.exchange,
        control: after.exchange,
        attempts: exchangesOf(reply),
        reproduced: { count: isGone ? 2 : 0, of: 2 },
      }),
    )
    if (isGone) {
      object.isRemoved = true
      return
    }
  }
}

/** Sends bytes as they are and returns what comes back in two seconds. */
export function rawRequest(probing: Probing, text: string, timeoutMs = 2000): Promise<string> {
  const { base } = probing.client
  const port = Number(base.port || (base.protocol === 'https:' ? 443 : 80))
  probing.client.requests += 1
  return new Promise((resolve) => {
    let received = ''
    const options = { host: base.hostname.replace(/^\[|\]$/g, ''), port, timeout: timeoutMs }
    const socket = base.protocol === 'https:' ? connectTls({ ...options, rejectUnauthorized: false }) : connect(options)
    const end = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(received)
    }
    const timer = setTimeout(end, timeoutMs)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      if (received.length > 65_536) end()
    })
    socket.once('error', end).once('end', end).once('close', end).once('timeout', end)
    socket.write(text)
  })
}

/** Cookies of the login: which one proves the session, and how it is set. */
export async function probeSessionCookies(probing: Probing): Promise<void> {
  const { userA, check } = probing.identities
  const login = userA?.loginReply
  const cookies = login == null ? [] : setCookiesOf(login)
  if (userA === null || check === null) return void probing.notTried('sessionCookies', 'cookies', 'no-identity', probing.identities.nobody)
  if (cookies.length === 0 || probing.identities.scheme !== 'cookie') {
    const isEnough = (await cookieAlone(probing)) !== null
    for (const cookie of cookies) tellCookie(probing, cookie, isEnough && cookies.length === 1)
    if (cookies.length === 0)
      probing.trial(
        'sessionCookies',
        trialOn(probing.identities.login, {
          name: 'none',
          saw: 'no-effect',
          effect: 'the login sets no cookie; callers prove themselves by header',
          attempts: exchangesOf(login),
          details: { isSession: false, cookie: '' },
        }),
      )
    return
  }
  const own = cookiesIn(userA.headers.cookie ?? '')
  for (const cookie of cookies) {
    const name = cookie.slice(0, cookie.indexOf('=')).trim()
    const { [name]: _removed, ...rest } = own
    const without = await probing.client.send({
      ...check.request,
      headers: Object.keys(rest).length === 0 ? {} : { cookie: cookieHeader(rest) },
      identity: 'without cookie',
    })
    tellCookie(probing, cookie, !isSuccess(without))
  }
  await fixation(probing)
}

function tellCookie(probing: Probing, cookie: string, isSession: boolean): void {
  const name = cookie.slice(0, cookie.indexOf('=')).trim()
  const has = (attribute: RegExp): boolean => attribute.test(cookie)
  const isHttpOnly = has(/;\s*httponly/i)
  const isSecure = has(/;\s*secure/i)
  const sameSite = /;\s*samesite=(\w+)/i.exec(cookie)?.[1]?.toLowerCase() ?? ''
  const isCsrf = /csrf|xsrf/i.test(name)
  probing.trial(
    'sessionCookies',
    trialOn(probing.identities.login, {
      name,
      saw:
        !isCsrf &&
        (isSession || /sess|token|auth|sid|jwt|refresh/i.test(name)) &&
        (!isHttpOnly || !isSecure || sameSite === '' || sameSite === 'none')
          ? 'effect'
          : 'no-effect',
      effect: `${name}: ${isHttpOnly ? 'HttpOnly' : 'no HttpOnly'}, ${isSecure ? 'Secure' : 'no Secure'}, SameSite ${sameSite || 'absent'}`,
      identity: 'user-a',
      baseline: probing.identities.userA?.loginReply?.exchange ?? null,
      attempts: exchangesOf(probing.identities.userA?.loginReply),
      reproduced: { count: 2, of: 2 },
      details: { cookie: name, isSession, isHttpOnly, isSecure, sameSite, isPrefixed: /^__(?:Host|Secure)-/.test(name) },
    }),
  )
}

/** A session id from before the login must not live on after it. */
async function fixation(probing: Probing): Promise<void> {
  const { userA, check, login } = probing.identities
  if (userA?.credentials == null || check === null || login === null) return
  const names = Object.keys(cookiesIn(userA.headers.cookie ?? ''))
  const visit = await probing.client.send({ method: 'GET', path: '/' })
  const before = Object.fromEntries(
    setCookiesOf(visit)
      .flatMap((cookie) => Object.entries(cookiesIn(cookie.split(';')[0] ?? '')))
      .filter(([name]) => names.includes(name)),
  )
  if (Object.keys(before).length === 0) return
  const header = cookieHeader(before)
  for (const value of Object.values(before)) probing.client.masking.add(value, '$COOKIE_BEFORE')
  const reply = await probing.identities.sendLogin(
    { name: probing.identities.loginNameOf(userA.credentials), password: userA.credentials.password },
    { headers: { cookie: header } },
  )
  const after = await probing.client.send({ ...check.request, headers: { cookie: header }, identity: 'before login' })
  probing.trial(
    'sessionCookies',
    trialOn(login, {
      name: 'fixation',
      saw: isSuccess(after) ? 'effect' : 'no-effect',
      effect: isSuccess(after)
        ? 'the session id from before the login is logged in after it'
        : 'the session id from before the login is worth nothing after it',
      identity: 'user-a',
      baseline: visit.exchange,
      control: visit.exchange,
      attempts: exchangesOf(reply, after),
      reproduced: { count: isSuccess(after) ? 2 : 0, of: 2 },
      details: { cookie: 'fixation', isSession: true },
    }),
  )
}

/** The cookies of the login where they alone are accepted; null otherwise. */
async function cookieAlone(probing: Probing): Promise<Readonly<Record<string, string>> | null> {
  const { userA, check } = probing.identities
  const cookies = userA?.loginReply == null ? [] : setCookiesOf(userA.loginReply)
  if (cookies.length === 0 || check === null) return null
  const headers = { cookie: cookieHeader(Object.assign({}, ...cookies.map((cookie) => cookiesIn(cookie.split(';')[0] ?? '')))) }
  return isSuccess(await probing.client.send({ ...check.request, headers, identity: userA?.name ?? 'user-a' })) ? headers : null
}

/** A change of data by a form of another site: only the cookie, a foreign origin, a simple content type. */
export async function probeCsrf(probing: Probing): Promise<void> {
  const { userA, scheme } = probing.identities
  if (userA === null) return void probing.notTried('csrf', 'cookies', 'no-identity', probing.identities.nobody)
  const ambient = scheme === 'cookie' ? { cookie: userA.headers.cookie ?? '' } : await cookieAlone(probing)
  if (ambient === null) {
    probing.trial(
      'csrf',
      trialOn(null, {
        name: 'no ambient credential',
        saw: 'no-effect',
        effect: `callers prove themselves by ${scheme === 'bearer' ? 'the Authorization header' : 'a header'}, which no other site can send`,
        attempts: exchangesOf(userA.loginReply),
        details: { isAmbient: false },
      }),
    )
    return
  }
  const cookie = (userA.loginReply === null ? [] : setCookiesOf(userA.loginReply)).join(' ')
  const sameSite = /samesite=(\w+)/i.exec(cookie)?.[1]?.toLowerCase() ?? ''
  for (const operation of probing.wireOperations
    .filter((candidate) => candidate.method === 'POST' && candidate.purpose === 'other')
    .slice(0, 6)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null) continue
    const request = requestOf(accepted.draft)
    const foreign = { origin: 'https://foreign.example', referer: 'https://foreign.example/' }
    const attempts: Reply[] = []
    const form = new URLSearchParams(
      Object.entries(accepted.draft.body ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString()
    for (const [type, body] of [
      ['text/plain', typeof request.body === 'string' ? request.body : ''],
      ['application/x-www-form-urlencoded', form],
    ] as const) {
      const reply = await probing.client.send({
        ...request,
        headers: { ...ambient, 'content-type': type, ...foreign },
        body,
        mayFail: true,
        identity: userA.name,
      })
      attempts.push(reply)
      if (isSuccess(reply) && probing.createsObjects(operation, reply))
        probing.state.remember(request.path.split('?')[0] ?? operation.path, reply, userA, '')
    }
    const taken = attempts.filter(isSuccess)
    probing.trial(
      'csrf',
      trialOn(operation, {
        name: 'simple request',
        saw:
          taken.length > 0 && sameSite !== 'strict' && sameSite !== 'lax'
            ? 'effect'
            : taken.length > 0 || attempts.some((reply) => reply.status >= 400 && reply.status < 500)
              ? 'no-effect'
              : 'unclear',
        effect:
          taken.length > 0
            ? `a request that any site can make a browser send was taken (SameSite ${sameSite || 'absent'})`
            : 'requests from another site were refused',
        identity: userA.name,
        baseline: accepted.reply.exchange,
        control: accepted.reply.exchange,
        attempts: exchangesOf(...attempts),
        reproduced: { count: taken.length > 0 ? 2 : 0, of: 2 },
        details: { isAmbient: true, sameSite },
      }),
    )
  }
}

/** A host of our own in the request: it must not come back in links. */
export async function probeHostHeader(probing: Probing): Promise<void> {
  const host = `${probing.values.nonce('host')}.example`
  const targets = [
    probing.identities.check?.request.path,
    ...probing.wireOperations
      .filter((operation) => operation.purpose === 'password-reset' || operation.purpose === 'other')
      .filter((operation) => operation.method === 'GET' && !operation.path.includes('{'))
      .map((operation) => operation.path),
  ].filter((path) => path !== undefined)
  for (const path of ['/', ...new Set(targets)].slice(0, 5)) {
    const plain = await probing.send(probing.identities.userA, { method: 'GET', path, mayFail: true })
    const replies: Reply[] = []
    for (const headers of [{ 'x-forwarded-host': host }, { host }] as const) {
      const reply = await probing.send(probing.identities.userA, { method: 'GET', path, headers, mayFail: true })
      if (reply.body.includes(host) || headerOf(reply, 'location').includes(host))
        replies.push(reply, await probing.send(probing.identities.userA, { method: 'GET', path, headers, mayFail: true }))
      if (replies.length > 0) break
    }
    const count = replies.filter((reply) => reply.body.includes(host) || headerOf(reply, 'location').includes(host)).length
    probing.trial(
      'hostHeader',
      trialOn(
        { method: 'GET', path, file: null, line: null },
        {
          name: 'foreign host',
          saw: count === 2 ? 'effect' : 'no-effect',
          effect: count > 0 ? 'a host named by the caller comes back in the answer' : 'a host named by the caller did not come back',
          baseline: plain.exchange,
          control: plain.exchange,
          attempts: exchangesOf(...replies),
          reproduced: { count, of: 2 },
        },
      ),
    )
  }
}

/** Cache-Control of answers that only their user should see; and whether they are served to others. */
export async function probeCaching(probing: Probing): Promise<void> {
  const { userA, userB, check } = probing.identities
  if (userA === null || check === null) return void probing.notTried('caching', 'private answers', 'no-identity', probing.identities.nobody)
  for (const operation of probing.wireOperations
    .filter((candidate) => candidate.method === 'GET' && !['health', 'docs', 'static', 'metrics'].includes(candidate.purpose))
    .slice(0, 20)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted?.session == null) continue
    const request = requestOf(accepted.draft)
    const anonymous = await probing.client.send({ ...request, identity: 'anonymous' })
    if (isSuccess(anonymous) && operation.key !== check.operation.key) continue
    const value = headerOf(accepted.reply, 'cache-control').toLowerCase()
    const isPrivate = /no-store|private|no-cache/.test(value)
    const email = userA.credentials?.email ?? ''
    const other = userB === null ? null : await probing.send(userB, request)
    const leaks =
      (isSuccess(anonymous) && email !== '' && anonymous.body.includes(email)) ||
      (other !== null && email !== '' && isSuccess(other) && other.body.includes(email) && operation.key === check.operation.key)
    probing.trial(
      'caching',
      trialOn(operation, {
        name: 'cache-control',
        saw: leaks || !isPrivate ? 'effect' : 'no-effect',
        effect: leaks ? 'another caller is served the answer of this user' : `Cache-Control: ${value === '' ? '(absent)' : value}`,
        identity: accepted.session.name,
        baseline: accepted.reply.exchange,
        control: anonymous.exchange,
        attempts: exchangesOf(accepted.reply, leaks ? (other ?? anonymous) : null),
        reproduced: { count: 2, of: 2 },
        details: { value, isPublic: /public|s-maxage/.test(value), leaks },
      }),
    )
  }
}

/** Large JSON with and without an offer to compress. */
export async function probeCompression(probing: Probing): Promise<void> {
  for (const operation of probing.wireOperations
    .filter((candidate) => candidate.method === 'GET' && candidate.purpose !== 'static')
    .slice(0, 25)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null) continue
    const large = operation.parameters.find((parameter) => /^(?:limit|per_?page|page_?size|size|take)$/i.test(parameter.name))
    const request = requestOf(
      large === undefined ? accepted.draft : { ...accepted.draft, query: { ...accepted.draft.query, [large.name]: '100' } },
    )
    const plain = await probing.send(accepted.session, request)
    if (!isSuccess(plain) || plain.bytes < 1024 || !/json|text|xml|javascript/i.test(headerOf(plain, 'content-type'))) continue
    const offered = await probing.send(accepted.session, { ...request, headers: { ...request.headers, 'accept-encoding': 'gzip, br' } })
    const encoding = headerOf(offered, 'content-encoding')
    probing.trial(
      'compression',
      trialOn(operation, {
        name: 'offer',
        saw: encoding === '' ? 'effect' : 'no-effect',
        effect:
          encoding === '' ? `${plain.bytes} bytes are sent as they are` : `${plain.bytes} bytes become ${offered.bytes} (${encoding})`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: plain.exchange,
        attempts: exchangesOf(offered),
        reproduced: { count: 2, of: 2 },
        details: { bytes: plain.bytes, compressedBytes: offered.bytes, encoding },
      }),
    )
  }
  if (probing.factOf('compression').trials.length === 0)
    probing.notTried('compression', 'large answers', 'no-data', 'no answer is larger than 1 KiB')
}

/** Lists asked for a million objects, and for none in particular. */
export async function probePagination(probing: Probing): Promise<void> {
  const lists = probing.operations.filter((operation) => operation.method === 'GET' && !/\{[^}]+\}$/.test(operation.path))
  for (const operation of lists) {
    const accepted = await probing.acceptedBy(operation)
    const items = accepted === null ? null : itemsOf(jsonOf(accepted.reply))
    if (accepted === null || items === null) continue
    const parameter =
      operation.parameters.find((candidate) => /^(?:limit|per_?page|page_?size|size|take|count|first)$/i.test(candidate.name))?.name ??
      'limit'
    const ask = (value: string): Promise<Reply> =>
      probing.send(accepted.session, {
        ...requestOf({ ...accepted.draft, query: { ...accepted.draft.query, [parameter]: value } }),
        mayFail: true,
      })
    const small = await ask('1')
    const huge = await ask('1000000')
    const negative = await ask('-1')
    const count = (reply: Reply): number => (isSuccess(reply) ? (itemsOf(jsonOf(reply))?.length ?? 0) : 0)
    const plainItems = items.length
    const largest = Math.max(plainItems, count(huge), count(negative))
    probing.trial(
      'pagination',
      trialOn(operation, {
        name: 'huge page',
        saw: largest > 0 || huge.status >= 400 ? (largest > 100 ? 'effect' : 'no-effect') : 'unclear',
        effect: `without a size ${plainItems} objects, for a million ${isSuccess(huge) ? `${count(huge)} objects` : huge.status}, for -1 ${isSuccess(negative) ? `${count(negative)} objects` : negative.status}`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: accepted.reply.exchange,
        control: small.exchange,
        attempts: exchangesOf(huge, negative),
        reproduced: { count: largest > 100 ? 2 : 0, of: 2 },
        details: {
          plainItems,
          hugeItems: count(huge),
          negativeItems: count(negative),
          honoursLimit: count(small) === 1 && plainItems > 1,
          hugeStatus: huge.status,
          total: totalOf(accepted.reply),
        },
      }),
    )
  }
  if (probing.factOf('pagination').trials.length === 0) probing.notTried('pagination', 'lists', 'no-data', 'no operation answers a list')
}

function totalOf(reply: Reply): number {
  const total = /"(?:total|count|total_?count|totalItems)"\s*:\s*(\d+)/i.exec(reply.body)?.[1]
  return total === undefined ? -1 : Number(total)
}

const HEALTH = ['/health', '/healthz', '/health/live', '/livez', '/live', '/ping', '/status', '/api/health', '/api/v1/health', '/_health']
const READY = ['/ready', '/readyz', '/readiness', '/health/ready', '/api/ready', '/api/health/ready']

/** Liveness and readiness, and what they tell strangers. */
export async function probeHealth(probing: Probing): Promise<void> {
  const declared = probing.wireOperations
    .filter((operation) => operation.purpose === 'health' && operation.method === 'GET')
    .map((operation) => operation.path)
  const missing = await probing.client.send({ method: 'GET', path: `/${probing.values.nonce('missing')}`, mayFail: true })
  const paths = [...new Set([...declared, ...HEALTH, ...READY])]
  for (const path of paths) {
    const reply = await probing.client.send({ method: 'GET', path: fill(path, {}), mayFail: true })
    const isReal = (isSuccess(reply) || reply.status === 503) && normalised(reply.body) !== normalised(missing.body) && !isHtml(reply)
    if (!isReal) continue
    const tells = [
      ...new Set(
        [
          ...reply.body.matchAll(
            /"(\w*(?:version|host|hostname|env|environment|database|db_?url|node|python|uptime|memory|pid|commit|dsn|error)\w*)"\s*:/gi,
          ),
        ].map((match) => match[1] ?? ''),
      ),
    ].filter(
      (name) => !/^(?:database|db|uptime)$/i.test(name) || /"(?:database|db)"\s*:\s*"(?!ok|up|healthy|connected|pass)/i.test(reply.body),
    )
    probing.trial(
      'healthEndpoints',
      trialOn(
        { method: 'GET', path, file: null, line: null },
        {
          name: READY.includes(path) || /ready/.test(path) ? 'readiness' : 'liveness',
          saw: 'no-effect',
          effect: `answered ${reply.status}${tells.length > 0 ? ` and tells ${tells.join(', ')}` : ''}`,
          control: missing.exchange,
          attempts: exchangesOf(reply),
          details: {
            tells: tells.join(' '),
            status: reply.status,
            checks: /"(?:checks?|database|db|dependencies|components|services|redis)"/i.test(reply.body),
          },
        },
      ),
    )
  }
  if (probing.factOf('healthEndpoints').trials.length === 0)
    probing.trial(
      'healthEndpoints',
      trialOn(
        { method: 'GET', path: HEALTH[0] ?? '/health', file: null, line: null },
        {
          name: 'none',
          saw: 'effect',
          effect: `none of ${paths.length} usual paths tells of health`,
          attempts: exchangesOf(missing),
          control: missing.exchange,
          reproduced: { count: 2, of: 2 },
          details: { tells: '', status: 404, checks: false },
        },
      ),
    )
}

/** Older and internal versions of the paths that ask who the caller is. */
export async function probeOldVersions(probing: Probing): Promise<void> {
  const { check } = probing.identities
  if (check === null)
    return void probing.notTried('oldVersions', 'versions', 'no-identity', 'no operation was found that refuses strangers')
  const path = check.operation.path
  const current = await probing.send(probing.identities.userA, check.request)
  const variants = /\/v(\d+)\b/.test(path)
    ? ['v0', 'v1', 'v2', 'beta', 'internal', 'dev'].map((word) => path.replace(/\/v\d+\b/, `/${word}`))
    : ['/v0', '/v1', '/v2', '/beta', '/internal', '/api', '/api/v1', '/old', '/legacy'].map((word) => word + path)
  for (const variant of new Set(variants.filter((candidate) => candidate !== path))) {
    const reply = await probing.client.send({ method: 'GET', path: variant, mayFail: true })
    const fields = (answer: Reply): string =>
      [...answer.body.matchAll(/"(\w+)"\s*:/g)]
        .map((match) => match[1])
        .slice(0, 8)
        .join()
    const isOpen = isSuccess(reply) && fields(reply) !== '' && fields(reply) === fields(current)
    const again = isOpen ? await probing.client.send({ method: 'GET', path: variant, mayFail: true }) : null
    probing.trial(
      'oldVersions',
      trialOn(
        { method: 'GET', path: variant, file: null, line: null },
        {
          name: 'version',
          saw: isOpen ? 'effect' : 'no-effect',
          effect: isOpen ? `${variant} answers strangers what ${path} refuses them` : `${variant} got ${reply.status}`,
          baseline: current.exchange,
          control: current.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isOpen ? 2 : 0, of: 2 },
        },
      ),
    )
  }
}

/** The token as a part of the address, where it ends up in logs. */
export async function probeCredentialsInUrl(probing: Probing): Promise<void> {
  const { check, userA } = probing.identities
  const token = userA?.token ?? null
  if (check === null || token === null)
    return void probing.notTried('credentialsInUrl', 'token in the address', 'no-identity', 'no token is known')
  const baseline = await probing.send(userA, check.request)
  for (const name of ['access_token', 'token', 'auth', 'api_key', 'jwt', 'key']) {
    const path = `${check.request.path}${check.request.path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(token)}`
    const reply = await probing.client.send({ method: 'GET', path, identity: 'user-a' })
    const garbage = isSuccess(reply)
      ? await probing.client.send({ method: 'GET', path: `${check.request.path}?${name}=garbage`, identity: 'garbage' })
      : null
    const again = isSuccess(reply) ? await probing.client.send({ method: 'GET', path, identity: 'user-a' }) : null
    const isTaken = isSuccess(reply) && garbage !== null && !isSuccess(garbage)
    probing.trial(
      'credentialsInUrl',
      trialOn(check.operation, {
        name,
        parameter: `query ${name}`,
        saw: isTaken ? 'effect' : 'no-effect',
        effect: isTaken ? `the token is taken from the parameter ${name}` : `the token in ${name} got ${reply.status}`,
        identity: 'user-a',
        baseline: baseline.exchange,
        control: garbage?.exchange ?? null,
        attempts: exchangesOf(reply, again),
        reproduced: { count: isTaken ? 2 : 0, of: 2 },
      }),
    )
  }
}
