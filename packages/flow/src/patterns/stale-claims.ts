import type { RouteEffect, RouteFact } from '../facts.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedText } from './reached-code.ts'
import { unaidedGuard } from './unaided-guards.ts'

/** Columns that say what somebody may do, or whether they still may do anything. */
const STANDING =
  /\b(?:role|roles|status|state|(?:is_?)?(?:admin|staff|active|enabled|disabled|suspended|blocked|banned|deleted)(?:_?at)?)\b["'`]?\s*(?:=|:|\?)/i
const SETS_PASSWORD =
  /\bSET\b[^;]*\b(?:password|passwd|pass_?hash|password_?hash)\w*\s*=|\b(?:password|password_?hash|pass_?hash)\b\s*[:=]/i
/** What ends tokens that were given out before, by its name. */
const ENDS =
  /revok|invalidat|terminat|destroy|sign_?out|log_?out|version|generation|epoch|not_?before|valid_?(?:after|since)|changed_?at|stamp|black_?list|deny_?list/i

/** Accounts that are closed, blocked or demoted while what was given out before stays good, with the rights that it was given out with. */
export function staleClaims(context: PatternContext): void {
  const guard = unaidedGuard(context)
  const accounts = guard === null ? null : accountTable(context.routes)
  if (guard === null || accounts === null) return
  const changing = context.routes.filter(({ fact }) => fact.effects.some((effect) => endsStanding(effect, accounts)))
  const first = changing.find(({ fact }) => fact.method === 'DELETE') ?? changing[0]
  if (first === undefined || changing.every((route) => endsTokens(context, route))) return
  const role = context.routes.flatMap(({ fact }) => fact.guards).find(({ kind, level }) => kind === 'role' && level !== 'handler')
  const scope = context.reader.program.modules.find(({ file }) => file === role?.place.file)
  const start = scope?.lineStarts[(role?.place.line ?? 1) - 1] ?? 0
  context.emitCall(guard, {
    kind: 'account-state-unasked',
    cwe: 613,
    message: `the token alone says who is calling, for longer than an hour: ${first.fact.method} ${first.fact.path} does not end it`,
    details: { route: `${first.fact.method} ${first.fact.path}` },
    confidence: 'medium',
    ...(scope === undefined || scope.functions[0] === undefined
      ? {}
      : {
          about: {
            scope: { module: scope, function: scope.functions[0] },
            start,
            end: start + 1,
            note: 'the role is taken from the token',
          },
        }),
  })
}

/** A password that is changed while every token that was given out before goes on. */
export function outlivedPasswords(context: PatternContext): void {
  const guard = unaidedGuard(context)
  const accounts = guard === null ? null : accountTable(context.routes)
  if (guard === null || accounts === null) return
  for (const route of context.routes) {
    const { fact, handler } = route
    const set = fact.effects.find(
      ({ kind, of, place, byOwner }) => kind === 'update' && of === accounts && byOwner && SETS_PASSWORD.test(place.snippet),
    )
    if (set === undefined || handler === null || !isServed(context.reader, handler.module.file) || endsTokens(context, route)) continue
    context.emit(handler, handler.function.start, handler.function.start + 1, {
      kind: 'session-kept',
      cwe: 613,
      message: `${fact.method} ${fact.path} sets a new password, and the tokens that were given out before stay good`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** The table of those who sign in: what the login reads. */
function accountTable(routes: readonly ReadRoute[]): string | null {
  const reads = routes.filter(({ fact }) => fact.purpose === 'login').flatMap(({ fact }) => fact.effects)
  return reads.find(({ kind, of }) => kind === 'read-one' && of !== null)?.of ?? null
}

const endsStanding = ({ kind, of, place }: RouteEffect, accounts: string): boolean =>
  of === accounts && (kind === 'delete' || (kind === 'update' && STANDING.test(place.snippet)))

function endsTokens(
  { reader }: PatternContext,
  { fact, handler }: { readonly fact: RouteFact; readonly handler: ReadRoute['handler'] },
): boolean {
  return handler === null || ENDS.test(reachedText(reader, handler)) || fact.effects.some(({ of }) => /session|token/i.test(of ?? ''))
}
