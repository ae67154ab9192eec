import type { Scope } from '../engine/program.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedText } from './reached-code.ts'

/** A password that the tree compares itself, or has a library compare that counts nothing. */
const COMPARES =
  /\b\w*(?:check|verif|compar|match|equal|valid|authenticate)\w*\s*\([^()]*(?:pass|pwd|secret|hash|credential)|(?:pass|pwd|hash)\w*["'\])]*[^=\n]{0,40}[!=]==?|[!=]==?[^=\n]{0,40}(?:pass|pwd|hash)|\bauthenticate\(/i
/** Whoever keeps count of failures, anywhere in the source. */
const COUNTS =
  /lock_?out|locked_?(?:until|at|out|till)|is_?locked|un_?lock|fail(?:ed|ure)?s?_?(?:login|log_?in|attempt|sign_?in|auth|count|tries|limit|window)|(?:login|log_?in|sign_?in|auth|password|wrong)_?(?:attempt|failure|fails|tries)|(?:max|too_?many|count|remaining|bad)_?(?:attempt|tries|failure)|attempts?_?(?:left|count|remaining|by|of|for)|\baxes\b|defender|brute_?force|rate-limiter-flexible|back_?off(?!ice)|captcha|next_?try|retry_?after/i
/** Services that sign people in and watch over it themselves. */
const ELSEWHERE = /next-auth|better-auth|firebase|supabase|auth0|cognito|keycloak|clerk|okta|workos|oidc|saml|ldap/i

/** A limit that the login asks itself, whatever it is called; `LIMIT 1` of a statement is none. */
const LIMITS = /limit(?!\s+(?:\d|\?|\$|:|%))|throttl|too[\s_-]?many|attempts?\b|\b429\b/i

/** A login that anybody may try as often as they like: nothing limits the route, and nothing in the source counts what failed. */
export function unlockedLogins(context: PatternContext): void {
  const { reader, routes } = context
  const logins = routes.filter(
    ({ fact, handler }) => fact.purpose === 'login' && fact.method !== 'GET' && handler !== null && isServed(reader, handler.module.file),
  )
  if (logins.length === 0 || countsSomewhere(context)) return
  for (const { fact, handler } of logins) {
    if (handler === null || fact.rateLimits.length > 0) continue
    const text = reachedText(reader, handler)
    if (ELSEWHERE.test(text) || LIMITS.test(text) || !COMPARES.test(text)) continue
    const { scope, start, end } = headOf(handler)
    context.emit(scope, start, end, {
      kind: 'login-unlocked',
      cwe: 307,
      message: `${fact.method} ${fact.path} counts no failures: a password may be tried without end`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

function countsSomewhere({ reader }: PatternContext): boolean {
  return reader.program.modules.some(({ file }) => isServed(reader, file) && COUNTS.test(reader.textOf(file)))
}

const headOf = (scope: Scope): { readonly scope: Scope; readonly start: number; readonly end: number } => ({
  scope,
  start: scope.function.start,
  end: scope.function.start + 1,
})
