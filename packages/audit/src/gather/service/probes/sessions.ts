import { type AuthScheme, carryBoth, schemesInUse } from '../identities/second-login.ts'
import { GARBAGE_TOKEN } from '../identities.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { claimsOf, cookieHeader, cookiesIn, cookiesSetBy, type Session, tokensOf } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probePasswordChange } from './password-change.ts'

const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Refresh and logout, on users of their own. */
export async function probeSessions(probing: Probing): Promise<void> {
  const { check, register } = probing.identities
  if (check === null || probing.identities.userA === null) {
    for (const probe of ['refreshRotation', 'revocation'] as const)
      probing.notTried(probe, 'sessions', 'no-identity', probing.identities.nobody)
    return
  }
  if (register === null) {
    for (const probe of ['refreshRotation', 'revocation'] as const)
      probing.notTried(probe, 'sessions', 'no-identity', 'no user of its own can be registered, and declared sessions are not ended')
    return
  }
  await rotation(probing)
  await refreshRace(probing)
  const schemes = schemesInUse(probing.identities)
  for (const scheme of schemes) await logout(probing, scheme, schemes)
  await probePasswordChange(probing)
}

async function newUser(probing: Probing, name: string): Promise<Session | null> {
  probing.client.takeNextAddress()
  return probing.identities.registerUser(name, {})
}

/** The cookie in which a login gave the refresh token; null where it stands in the answer. */
function cookieOf({ refreshToken, loginReply }: Session): string | null {
  const set = loginReply === null ? {} : cookiesSetBy(loginReply)
  return Object.keys(set).find((name) => set[name] === refreshToken) ?? null
}

/** The refresh token that an answer gives, in its body or as the cookie of that name; null where it gives none. */
function refreshIn(reply: Reply, cookie: string | null): string | null {
  return tokensOf(reply).refresh ?? (cookie === null ? null : (cookiesSetBy(reply)[cookie] ?? null))
}

function askRefresh(probing: Probing, token: string, cookie: string | null): Promise<Reply> {
  const operation = probing.operations.find((candidate) => candidate.purpose === 'refresh')
  if (operation === undefined) throw new Error('there is no refresh operation')
  const declared = Object.keys(operation.body?.schema.properties ?? {}).find((name) => /refresh|token/i.test(name))
  const fields = declared === undefined ? { refresh_token: token, refreshToken: token, token, refresh: token } : { [declared]: token }
  const encoded = encodeBody(operation.body?.contentType ?? 'application/json', cookie === null || declared !== undefined ? fields : {})
  const headers: Record<string, string> = {
    'content-type': encoded.contentType,
    ...(cookie !== null
      ? { cookie: cookieHeader({ [cookie]: token }) }
      : declared === undefined
        ? { authorization: `Bearer ${token}`, cookie: `refresh_token=${token}; refreshToken=${token}` }
        : {}),
  }
  probing.client.masking.add(token, '$REFRESH_TOKEN')
  return probing.client.send({
    method: operation.method,
    path: operation.path,
    headers,
    body: encoded.body,
    identity: 'user-refresh',
    mayFail: true,
  })
}

async function rotation(probing: Probing): Promise<void> {
  const operation = probing.operations.find((candidate) => candidate.purpose === 'refresh')
  const session = operation === undefined ? null : await newUser(probing, 'user-refresh')
  if (operation === undefined) return void probing.notTried('refreshRotation', 'refresh', 'no-data', 'no refresh operation was found')
  if (session?.refreshToken == null) {
    if (session === null || !(await renewsItself(probing, operation, session)))
      probing.notTried('refreshRotation', 'refresh', 'no-data', 'the login gives no refresh token')
    return
  }
  const first = session.refreshToken
  const cookie = cookieOf(session)
  const renewed = await askRefresh(probing, first, cookie)
  const tokens = { ...tokensOf(renewed), refresh: refreshIn(renewed, cookie) }
  mask(probing, tokens)
  if (!isSuccess(renewed) || tokens.access === null) {
    probing.trial(
      'refreshRotation',
      trialOn(operation, {
        name: 'reuse',
        saw: 'unclear',
        effect: `the refresh itself got ${renewed.status}`,
        identity: session.name,
        attempts: exchangesOf(renewed),
      }),
    )
    return
  }
  const garbage = await askRefresh(probing, `${first.slice(0, -6)}AAAAAA`, cookie)
  const reused = await askRefresh(probing, first, cookie)
  mask(probing, tokensOf(reused))
  const isReused = isSuccess(reused) && tokensOf(reused).access !== null
  const again = isReused ? await askRefresh(probing, first, cookie) : null
  const descendant = tokens.refresh === null || isReused ? null : await askRefresh(probing, tokens.refresh, cookie)
  probing.trial(
    'refreshRotation',
    trialOn(operation, {
      name: 'reuse',
      saw: isReused ? 'effect' : isRefusal(reused) || reused.status === 400 ? 'no-effect' : 'unclear',
      effect: isReused
        ? `a refresh token that was used already gives new tokens (${reused.status})`
        : `a refresh token that was used already got ${reused.status}`,
      identity: session.name,
      baseline: renewed.exchange,
      control: garbage.exchange,
      attempts: exchangesOf(reused, again),
      reproduced: { count: isReused ? 2 : 0, of: 2 },
      details: {
        rotates: tokens.refresh !== null && tokens.refresh !== first,
        familyRevoked: descendant !== null && !isSuccess(descendant),
      },
    }),
  )
}

/** Whether an access token gives the next, again and again: it needs no refresh token, and has no end. */
async function renewsItself(probing: Probing, operation: Operation, session: Session): Promise<boolean> {
  const ask = (headers: Readonly<Record<string, string>>): Promise<Reply> =>
    probing.client.send({
      method: operation.method,
      path: operation.path,
      headers: { ...headers, ...(operation.method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(operation.method === 'GET' ? {} : { body: '{}' }),
      identity: session.name,
      mayFail: true,
    })
  const renewed = await ask(session.headers)
  const next = tokensOf(renewed)
  mask(probing, next)
  if (session.token === null || !isSuccess(renewed) || next.access === null) return false
  const garbage = await ask(probing.identities.carry(GARBAGE_TOKEN))
  const child = await ask(probing.identities.carry(next.access))
  const again = await ask(session.headers)
  for (const reply of [child, again]) mask(probing, tokensOf(reply))
  const gives = (reply: Reply): boolean => isSuccess(reply) && tokensOf(reply).access !== null
  const isSeen = gives(child) && gives(again) && !gives(garbage)
  probing.trial(
    'refreshRotation',
    trialOn(operation, {
      name: 'self-renewal',
      saw: isSeen ? 'effect' : 'unclear',
      effect: isSeen
        ? 'an access token gives a new one as often as it is asked, and so does that one: who holds one token keeps the session for ever'
        : `the access token gave another, then ${again.status}`,
      identity: session.name,
      baseline: renewed.exchange,
      control: garbage.exchange,
      attempts: exchangesOf(child, again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
    }),
  )
  return true
}

function mask(probing: Probing, tokens: ReturnType<typeof tokensOf>): void {
  if (tokens.access !== null) probing.client.masking.add(tokens.access, '$TOKEN_NEW')
  if (tokens.refresh !== null) probing.client.masking.add(tokens.refresh, '$REFRESH_TOKEN_NEW')
}

/** Many uses of one refresh token at the same instant: one may win. */
async function refreshRace(probing: Probing): Promise<void> {
  const operation = probing.operations.find((candidate) => candidate.purpose === 'refresh')
  if (operation === undefined) return
  const reuse = probing.factOf('refreshRotation').trials.find((trial) => trial.name === 'reuse')
  if (reuse?.saw !== 'no-effect') return
  const session = await newUser(probing, 'user-race')
  if (session?.refreshToken == null) return
  const token = session.refreshToken
  const replies = await Promise.all(Array.from({ length: 10 }, () => askRefresh(probing, token, cookieOf(session))))
  const wins = replies.filter((reply) => isSuccess(reply) && tokensOf(reply).access !== null)
  probing.trial(
    'raceConditions',
    trialOn(operation, {
      name: 'refresh',
      saw: wins.length > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
      effect: `${wins.length} of ${replies.length} uses of one refresh token at once gave new tokens`,
      identity: session.name,
      control: reuse.attempts[0] ?? null,
      attempts: exchangesOf(...(wins.length > 1 ? wins.slice(0, 2) : replies.slice(0, 2))),
      reproduced: { count: wins.length > 1 ? 2 : 0, of: 2 },
    }),
  )
}

/** Logs out, the way that works where an address may be asked by several methods: the one that changes something first. */
async function leave(
  probing: Probing,
  session: Session,
  scheme: AuthScheme,
  candidates: readonly Operation[],
): Promise<{ readonly operation: Operation; readonly out: Reply }> {
  const order = (operation: Operation): number => (operation.method === 'GET' ? 1 : 0)
  let left: { readonly operation: Operation; readonly out: Reply } | null = null
  for (const operation of [...candidates].sort((a, b) => order(a) - order(b)).slice(0, 3)) {
    left = { operation, out: await sendLogout(probing, session, scheme, operation) }
    if (isSuccess(left.out) || (left.out.status >= 300 && left.out.status < 400)) break
  }
  if (left === null) throw new Error('there is no logout operation')
  return left
}

/** What a browser sends along of a login by token: the cookies that it set, mostly that of refreshing. */
function headersOf(session: Session, scheme: AuthScheme): Readonly<Record<string, string>> {
  const headers = scheme.headersOf(session)
  const reply = scheme.replyOf(session)
  const set = reply === null ? {} : cookiesSetBy(reply)
  if (Object.keys(set).length === 0) return headers
  return { ...headers, cookie: cookieHeader({ ...set, ...cookiesIn(headers.cookie ?? '') }) }
}

async function sendLogout(probing: Probing, session: Session, scheme: AuthScheme, operation: Operation): Promise<Reply> {
  const { method, path } = operation
  const { refreshToken } = session
  const headers = headersOf(session, scheme)
  const request = { method, path, identity: session.name, mayFail: true }
  if (method === 'GET') return probing.client.send({ ...request, headers })
  const form = await probing.pages.formFor(operation, session, path)
  if (form !== null) {
    const encoded = encodeBody(FORM_TYPE, { ...form.values, ...form.carried })
    return probing.client.send({ ...request, headers: { ...headers, 'content-type': encoded.contentType }, body: encoded.body })
  }
  const body = refreshToken === null ? '{}' : JSON.stringify({ refresh_token: refreshToken, refreshToken })
  return probing.client.send({ ...request, headers: { ...headers, 'content-type': 'application/json' }, body })
}

/** Logouts of one way to log in: those whose address is nearest to its own. */
function logoutsOf(probing: Probing, scheme: AuthScheme, schemes: readonly AuthScheme[]): readonly Operation[] {
  const logouts = probing.operations.filter(({ purpose }) => purpose === 'logout')
  if (schemes.length === 1) return logouts
  const nearest = (logout: Operation): AuthScheme | undefined =>
    [...schemes].sort(
      (one, other) => distance(logout.path, one.login?.operation.path) - distance(logout.path, other.login?.operation.path),
    )[0]
  return logouts.filter((logout) => nearest(logout) === scheme)
}

/** Segments in which two paths differ. */
function distance(path: string, other = ''): number {
  const [one, two] = [path.split('/'), other.split('/')]
  const different = one.findIndex((segment, index) => segment !== two[index])
  return different < 0 ? 0 : one.length + two.length - 2 * different
}

async function logout(probing: Probing, scheme: AuthScheme, schemes: readonly AuthScheme[]): Promise<void> {
  const { check } = scheme
  const candidates = logoutsOf(probing, scheme, schemes)
  if (check === null) return
  const session = candidates.length === 0 ? null : await newUser(probing, 'user-logout')
  if (candidates.length === 0) return void probing.notTried('revocation', 'logout', 'no-data', 'no logout operation was found')
  if (session === null) return void probing.notTried('revocation', 'logout', 'no-identity', 'no user of its own could be registered')
  if (scheme !== schemes[0]) await carryBoth(probing.identities, session, session.credentials)
  const headers = scheme.headersOf(session)
  const ask = (): Promise<Reply> => probing.client.send({ ...check.request, headers, identity: session.name })
  const before = await ask()
  const { operation, out } = await leave(probing, session, scheme, candidates)
  const after = await ask()
  const isAlive = isSuccess(after)
  const again = isAlive ? await ask() : null
  const isOut = isSuccess(out) || (out.status >= 300 && out.status < 400)
  const lifetime = session.token === null || scheme !== schemes[0] ? null : claimsOf(session.token)
  const seconds = typeof lifetime?.exp === 'number' && typeof lifetime.iat === 'number' ? lifetime.exp - lifetime.iat : -1
  probing.trial(
    'revocation',
    trialOn(operation, {
      name: 'logout',
      saw:
        !isOut || !isSuccess(before)
          ? 'unclear'
          : isAlive
            ? 'effect'
            : isRefusal(after) || (after.status >= 300 && after.status < 400)
              ? 'no-effect'
              : 'unclear',
      effect: isOut ? `after the logout (${out.status}) the token got ${after.status}` : `the logout got ${out.status}`,
      identity: session.name,
      baseline: before.exchange,
      control: out.exchange,
      attempts: exchangesOf(after, again),
      reproduced: { count: isAlive ? 2 : 0, of: 2 },
      details: { lifetimeSeconds: seconds },
    }),
  )
  if (scheme === schemes[0] && session.refreshToken !== null && probing.operations.some((candidate) => candidate.purpose === 'refresh')) {
    const refreshed = await askRefresh(probing, session.refreshToken, cookieOf(session))
    const isOpen = isSuccess(refreshed) && tokensOf(refreshed).access !== null
    probing.trial(
      'revocation',
      trialOn(operation, {
        name: 'refresh after logout',
        saw: !isOut ? 'unclear' : isOpen ? 'effect' : 'no-effect',
        effect: `after the logout the refresh token got ${refreshed.status}`,
        identity: session.name,
        baseline: before.exchange,
        control: out.exchange,
        attempts: exchangesOf(refreshed),
        reproduced: { count: isOpen ? 2 : 0, of: 2 },
        details: { lifetimeSeconds: seconds },
      }),
    )
  }
}
