import type { Probing } from '../probing.ts'
import { isSuccess, type Reply, setCookiesOf } from '../reply.ts'
import { cookieHeader, cookiesIn, refreshCookieOf } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Cookies of the login: which one proves the session, and how it is set. */
export async function probeSessionCookies(probing: Probing): Promise<void> {
  const { userA, cookieScheme } = probing.identities
  const check = cookieScheme?.check ?? probing.identities.check
  const login = userA === null ? null : (cookieScheme?.replyOf(userA) ?? userA.loginReply)
  const cookies = login === null ? [] : setCookiesOf(login)
  if (userA === null || check === null) return void probing.notTried('sessionCookies', 'cookies', 'no-identity', probing.identities.nobody)
  if (cookies.length === 0 || cookieScheme === null) {
    const isEnough = (await cookieAlone(probing)) !== null
    for (const cookie of cookies) tellCookie(probing, login, cookie, isEnough && cookies.length === 1)
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
    tellCookie(probing, login, cookie, !isSuccess(without))
  }
  await fixation(probing)
}

function tellCookie(probing: Probing, login: Reply | null, cookie: string, isSession: boolean): void {
  const name = cookie.slice(0, cookie.indexOf('=')).trim()
  const has = (attribute: RegExp): boolean => attribute.test(cookie)
  const isHttpOnly = has(/;\s*httponly/i)
  const isSecure = has(/;\s*secure/i)
  const sameSite = /;\s*samesite=(\w+)/i.exec(cookie)?.[1]?.toLowerCase() ?? ''
  const isCsrf = /csrf|xsrf/i.test(name)
  const isRefresh = refreshCookieOf({ [name]: cookie }, probing.operations) !== null
  probing.trial(
    'sessionCookies',
    trialOn(probing.identities.cookieScheme?.login?.operation ?? probing.identities.login, {
      name,
      saw:
        !isCsrf &&
        (isSession || /sess|token|auth|sid|jwt|refresh/i.test(name) || isRefresh) &&
        (!isHttpOnly || !isSecure || sameSite === '' || sameSite === 'none')
          ? 'effect'
          : 'no-effect',
      effect: `${name}: ${isHttpOnly ? 'HttpOnly' : 'no HttpOnly'}, ${isSecure ? 'Secure' : 'no Secure'}, SameSite ${sameSite || 'absent'}`,
      identity: 'user-a',
      baseline: login?.exchange ?? null,
      attempts: exchangesOf(login),
      reproduced: { count: 2, of: 2 },
      details: { cookie: name, isSession, isHttpOnly, isSecure, sameSite, isPrefixed: /^__(?:Host|Secure)-/.test(name) },
    }),
  )
}

/** A session id from before the login must not live on after it. */
async function fixation(probing: Probing): Promise<void> {
  const { userA, cookieScheme } = probing.identities
  const check = cookieScheme?.check ?? null
  const entrance = cookieScheme?.login ?? null
  if (userA?.credentials == null || check === null || entrance === null) return
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
  const { page: _page, ...request } = await entrance.requestFor(entrance.nameOf(userA.credentials), userA.credentials.password)
  const reply = await probing.client.send({ ...request, headers: { ...request.headers, cookie: header } })
  const after = await probing.client.send({ ...check.request, headers: { cookie: header }, identity: 'before login' })
  probing.trial(
    'sessionCookies',
    trialOn(entrance.operation, {
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
export async function cookieAlone(probing: Probing): Promise<Readonly<Record<string, string>> | null> {
  const { userA, check } = probing.identities
  const cookies = userA?.loginReply == null ? [] : setCookiesOf(userA.loginReply)
  if (cookies.length === 0 || check === null) return null
  const headers = { cookie: cookieHeader(Object.assign({}, ...cookies.map((cookie) => cookiesIn(cookie.split(';')[0] ?? '')))) }
  return isSuccess(await probing.client.send({ ...check.request, headers, identity: userA?.name ?? 'user-a' })) ? headers : null
}
