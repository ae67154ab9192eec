import type { IdentityFact } from '../../model/facts/service.ts'
import type { ServiceClient } from './client.ts'
import type { Operation } from './operations.ts'
import { headerOf, jsonOf, type Reply, setCookiesOf } from './reply.ts'

export interface Credentials {
  readonly username: string
  readonly email: string
  readonly phone: string
  readonly password: string
}

/** Somebody who is logged in. Its parts change when it logs in again. */
export interface Session {
  readonly name: string
  readonly role: IdentityFact['role']
  readonly made: IdentityFact['made']
  credentials: Credentials | null
  /** Headers that prove who asks. */
  headers: Readonly<Record<string, string>>
  token: string | null
  refreshToken: string | null
  /** Id of the user as the service calls it, when an answer told. */
  userId: string | null
  /** What the last login answered. */
  loginReply: Reply | null
  /** What the last login of pages answered, where scripts have one of their own. */
  secondReply: Reply | null
  loggedInAt: number
  /** Logs in anew; false when that cannot be done. */
  renew: () => Promise<boolean>
}

/** A session that is yet to be entered. */
export function newSession(parts: Pick<Session, 'name' | 'role' | 'made' | 'credentials' | 'renew'>): Session {
  return { ...parts, headers: {}, token: null, refreshToken: null, userId: null, loginReply: null, secondReply: null, loggedInAt: 0 }
}

export interface FoundTokens {
  readonly access: string | null
  readonly refresh: string | null
  /** Name of the JSON field that held the access token. */
  readonly field: string
  readonly cookies: Readonly<Record<string, string>>
  /** Header of the answer that held the access token, where no field of its body did. */
  readonly header?: string
}

const ACCESS_FIELD = /^(?:access_?token|token|jwt|id_?token|auth_?token|bearer|session_?token|api_?key|session_?id|sid|access|auth|key)$/i
const REFRESH_FIELD = /refresh/i
const TOKEN_HEADERS = ['authorization', 'x-auth-token', 'x-access-token', 'access-token', 'x-session-token', 'x-token', 'token'] as const
/** Headers of the service's own that give something to be sent back: `X-Door-Key`. */
const OWN_HEADER = /(?:^|[-_])(?:token|auth|session|key|jwt|bearer|ticket|sid)(?:$|[-_])/i
const OTHER_HEADER =
  /csrf|xsrf|rate-?limit|request|correlation|trace|idempot|^sec-|^cf-|^via$|etag|encryption|public-key|next|allow|expose/i
/** Fields that name no token by their word, and hold what can be nothing else. */
const KEPT_FIELD = /token|ticket|session|bearer|jwt|(?:^|[a-z_])key$|credential|^(?:pass|grant|proof|door)$/i
const OPAQUE = /^[\w.~+/=-]{20,}$/
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/

/** Tokens and cookies of a login's answer; `place` is a dotted path that the user declared. */
export function tokensOf(reply: Reply, place: string | null = null): FoundTokens {
  const fields = new Map<string, string>()
  collectStrings(jsonOf(reply), '', fields, 0)
  const entries = [...fields]
  const declared = place === null ? undefined : fields.get(place)
  const named = entries.filter(([name, value]) => ACCESS_FIELD.test(lastPart(name)) && value.length >= 8 && !REFRESH_FIELD.test(name))
  const chosen =
    named.find(([name]) => /access/i.test(lastPart(name))) ??
    named.find(([, value]) => JWT.test(value)) ??
    named[0] ??
    entries.find(([name, value]) => JWT.test(value) && !REFRESH_FIELD.test(name)) ??
    entries.find(([name, value]) => /^(?:client|api)_?secret$/i.test(lastPart(name)) && value.length >= 16) ??
    entries.find(
      ([name, value]) =>
        KEPT_FIELD.test(lastPart(name)) && !REFRESH_FIELD.test(name) && !/csrf|xsrf|public/i.test(name) && OPAQUE.test(value),
    ) ??
    aloneAsToken(entries)
  const refresh = entries.find(([name, value]) => REFRESH_FIELD.test(name) && value.length >= 8)
  const sent = declared === undefined && chosen === undefined ? tokenInHeaders(reply) : null
  return {
    access: declared ?? chosen?.[1] ?? sent?.token ?? null,
    refresh: refresh?.[1] ?? null,
    field: chosen?.[0] ?? '',
    cookies: cookiesSetBy(reply),
    ...(sent === null ? {} : { header: sent.header }),
  }
}

/** What every answer may hold beside a token, as random as one. */
const NO_TOKEN =
  /id$|uuid|guid|hash|digest|checksum|etag|nonce|csrf|xsrf|avatar|image|photo|url|uri|link|slug|cursor|public|refresh|trace|request/i

/** The one field whose value can hardly be anything but a token, whatever it is called; undefined where there are several, or none. */
function aloneAsToken(entries: readonly (readonly [string, string])[]): readonly [string, string] | undefined {
  const found = entries.filter(
    ([name, value]) =>
      !NO_TOKEN.test(name) &&
      /^[\w.~+/=-]{28,}$/.test(value) &&
      /\d/.test(value) &&
      /[A-Za-z]/.test(value) &&
      !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  )
  return found.length === 1 ? found[0] : undefined
}

/** A token that the answer's headers carry, as some services give it. */
function tokenInHeaders(reply: Reply): { readonly header: string; readonly token: string } | null {
  for (const name of TOKEN_HEADERS) {
    const value = headerOf(reply, name).replace(/^(?:Bearer|Token|JWT)\s+/i, '')
    if (value.length >= 8 && !/\s/.test(value)) return { header: name, token: value }
  }
  const own = reply.headers.find(([name, value]) => OWN_HEADER.test(name) && !OTHER_HEADER.test(name) && OPAQUE.test(value))
  return own === undefined ? null : { header: own[0].toLowerCase(), token: own[1] }
}

export function cookiesSetBy(reply: Pick<Reply, 'headers'>): Record<string, string> {
  const cookies: Record<string, string> = {}
  for (const cookie of setCookiesOf(reply)) {
    const pair = /^\s*([^=;\s]+)=([^;]*)/.exec(cookie)
    if (pair?.[1] !== undefined && pair[2] !== undefined && pair[2] !== '') cookies[pair[1]] = pair[2]
  }
  return cookies
}

/** Name of the cookie among those of a login that the operation for refreshing takes; null where none is. */
export function refreshCookieOf(cookies: Readonly<Record<string, string>>, operations: readonly Operation[]): string | null {
  const taken = operations.flatMap(({ purpose, parameters }) =>
    purpose === 'refresh' ? parameters.filter((parameter) => parameter.in === 'cookie').map(({ name }) => name) : [],
  )
  return Object.keys(cookies).find((name) => taken.includes(name) || /refresh|(?:^|[_-])rt$/i.test(name)) ?? null
}

/** Cookies that an answer sets to be kept: one that ends at once is taken away. */
export function keptCookies(reply: Pick<Reply, 'headers'>): Record<string, string> {
  const isEnding = (cookie: string): boolean => /;\s*max-age=(?:0|-\d+)\b|;\s*expires=[^;]*\b19[67]\d\b/i.test(cookie)
  return cookiesSetBy({ headers: reply.headers.filter(([name, value]) => name.toLowerCase() !== 'set-cookie' || !isEnding(value)) })
}

/** Cookies of a request's header, by name. */
export function cookiesIn(header: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}

export function cookieHeader(cookies: Readonly<Record<string, string>>): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

/** The id of the user in an answer: `user.id`, `id`, or the subject of a token. */
export function userIdOf(reply: Reply, token: string | null): string | null {
  const root = jsonOf(reply)
  for (const node of [at(root, 'user'), at(at(root, 'data'), 'user'), at(root, 'data'), root]) {
    for (const key of ['id', '_id', 'user_id', 'userId', 'uuid']) {
      const value = at(node, key)
      if (typeof value === 'string' || typeof value === 'number') return String(value)
    }
  }
  const claims = token === null ? null : claimsOf(token)
  for (const key of ['sub', 'id', 'user_id', 'userId', 'uid']) {
    const value = claims?.[key]
    if (typeof value === 'string' || typeof value === 'number') return String(value)
  }
  return null
}

/** Header of a JSON web token; null when the text is none. */
export function tokenHeaderOf(token: string): Readonly<Record<string, unknown>> | null {
  return JWT.test(token) ? parsePart(token.split('.')[0]) : null
}

/** Claims of a JSON web token; null when the text is none. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> | null {
  return JWT.test(token) ? parsePart(token.split('.')[1]) : null
}

/** Masks a session's secrets in whatever is recorded from now on. */
export function maskSession(client: ServiceClient, session: Session): void {
  const suffix =
    session.name === 'user-a'
      ? ''
      : `_${session.name
          .replace(/^user-/, '')
          .toUpperCase()
          .replaceAll('-', '_')}`
  if (session.token !== null) client.masking.add(session.token, `$TOKEN${suffix}`)
  if (session.refreshToken !== null) client.masking.add(session.refreshToken, `$REFRESH_TOKEN${suffix}`)
  if (session.credentials !== null) client.masking.add(session.credentials.password, `$PASSWORD${suffix}`)
}

function parsePart(part: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}

function collectStrings(value: unknown, name: string, fields: Map<string, string>, depth: number): void {
  if (depth > 5 || fields.size > 200) return
  if (typeof value === 'string') {
    fields.set(name, value)
    return
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [key, child] of Object.entries(value)) collectStrings(child, name === '' ? key : `${name}.${key}`, fields, depth + 1)
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function at(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null && !Array.isArray(node) ? (node as Readonly<Record<string, unknown>>)[key] : undefined
}

/** Headers of a request and of who sends it; cookies of both are sent, and those of the request where both name one. */
export function joined(own: Readonly<Record<string, string>>, session: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (own.cookie === undefined || session.cookie === undefined) return { ...own, ...session }
  return { ...own, ...session, cookie: cookieHeader({ ...cookiesIn(session.cookie), ...cookiesIn(own.cookie) }) }
}

/** A token that ends this soon is renewed before it is used. */
const NEAR_END_MS = 1500

export function endsSoon(session: Session): boolean {
  const end = session.token === null ? undefined : claimsOf(session.token)?.exp
  const age = Date.now() - session.loggedInAt
  return typeof end === 'number' && age > NEAR_END_MS && end * 1000 - Date.now() < NEAR_END_MS
}
