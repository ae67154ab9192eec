import type { TokenFact } from '../../model/facts/service.ts'
import type { Identities } from './identities.ts'
import { type Reply, setCookiesOf } from './reply.ts'
import { claimsOf, type Session, tokenHeaderOf } from './session.ts'

const SENSITIVE_CLAIM = /pass|secret|hash|ssn|card|phone|address|birth/i

/** What the tokens of the sessions say about themselves; no token and no personal value is kept. */
export function tokenFacts(identities: Identities): readonly TokenFact[] {
  return identities.sessions.flatMap((session) => [
    ...(session.token === null
      ? cookieFacts(session)
      : [{ ...tokenFact(session.name, 'access', session.token), ...issuerOf(identities, session) }]),
    ...(session.refreshToken === null
      ? []
      : [{ ...tokenFact(session.name, 'refresh', session.refreshToken), ...issuerOf(identities, session) }]),
  ])
}

/** A login answers with the token; what is given by other means names no operation. */
function issuerOf({ login }: Identities, { loginReply }: Session): Pick<TokenFact, 'issuedBy'> {
  return login === null || loginReply === null ? {} : { issuedBy: login.key }
}

function tokenFact(identity: string, use: TokenFact['use'], token: string): TokenFact {
  const claims = claimsOf(token)
  const issued = numberOf(claims?.iat)
  const expires = numberOf(claims?.exp)
  const audience = claims?.aud
  return {
    identity,
    use,
    kind: claims === null ? 'opaque' : 'jwt',
    algorithm: textOf(tokenHeaderOf(token)?.alg),
    claims: Object.keys(claims ?? {}).sort(),
    issuer: textOf(claims?.iss),
    audience: Array.isArray(audience) ? audience.join(' ') : textOf(audience),
    lifetimeSeconds: expires === null ? null : expires - (issued ?? Math.floor(Date.now() / 1000)),
    sensitiveClaims: Object.entries(claims ?? {})
      .filter(([name, value]) => SENSITIVE_CLAIM.test(name) || (typeof value === 'string' && value.startsWith('$2')))
      .map(([name]) => name)
      .sort(),
    length: token.length,
  }
}

function cookieFacts(session: Session): readonly TokenFact[] {
  if (session.headers.cookie === undefined) return []
  return [
    {
      identity: session.name,
      use: 'access',
      kind: 'cookie',
      algorithm: null,
      claims: [],
      issuer: null,
      audience: null,
      lifetimeSeconds: session.loginReply === null ? null : longestCookie(session.loginReply),
      sensitiveClaims: [],
      length: session.headers.cookie.length,
    },
  ]
}

/** Seconds for which the browser is to keep the longest-lived cookie of a login that looks like a session; null when none says. */
function longestCookie(reply: Reply): number | null {
  const ages = setCookiesOf(reply)
    .filter((cookie) => !/^(?:csrf|xsrf|locale|lang|theme)/i.test(cookie))
    .flatMap((cookie) => {
      const age = /;\s*max-age=(-?\d+)/i.exec(cookie)?.[1]
      const expires = /;\s*expires=([^;]+)/i.exec(cookie)?.[1]
      const seconds = age === undefined ? (Date.parse(expires ?? '') - Date.now()) / 1000 : Number(age)
      return Number.isFinite(seconds) && seconds > 0 ? [Math.round(seconds)] : []
    })
  return ages.length === 0 ? null : Math.max(...ages)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
