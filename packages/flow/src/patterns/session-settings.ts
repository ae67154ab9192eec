import type { Scope } from '../engine/program.ts'
import { dictEntries } from '../routes/handler-values.ts'
import type { SeenCall } from '../routes/reader.ts'
import { type CallFinder, constantOf, type PatternContext } from './context.ts'
import { secondsAt } from './durations.ts'
import { NOT_SHIPPED } from './not-shipped.ts'

/** NIST SP 800-63B-4, 2.1.3: users authenticate again after 30 days at the latest; thrice that leaves no room for reasons. */
const LONGEST_SECONDS = 90 * 86_400
const AGES = ['SESSION_COOKIE_AGE', 'PERMANENT_SESSION_LIFETIME']

/** How long the sessions of Django and Flask live, and whether anything on the server can end one. */
export function sessionSettings(context: PatternContext): void {
  for (const name of AGES)
    for (const { scope, slot, start, end } of context.settings.get(name) ?? [])
      judgeAge(context, scope, { start, end }, secondsAt(context, scope, slot), name)
  for (const { scope, denoted, start, end } of context.settings.get('SESSION_ENGINE') ?? []) {
    const engine = constantOf(denoted)
    if (typeof engine !== 'string' || NOT_SHIPPED.test(scope.module.file)) continue
    if (!engine.endsWith('.signed_cookies')) context.examine('session-kept', scope, start, end)
    else
      context.emit(scope, start, end, {
        kind: 'session-kept',
        cwe: 613,
        message: 'the cookie itself is the session: whoever kept a copy goes on after its owner has signed out',
        details: { engine },
        confidence: 'high',
      })
  }
}

/** Sessions that are cookies themselves. */
const JAVASCRIPT_SESSIONS = /^(?:cookie-session|koa-session)$/

/** `session({ keys, maxAge: 365 * 24 * 3600 * 1000 })`: milliseconds. */
export const sessionAges: CallFinder = (context, call) => {
  if (!JAVASCRIPT_SESSIONS.test(call.name)) return
  const age = ageOf(call)
  if (age === null) return
  const milliseconds = secondsAt(context, age.scope, age.slot)
  judgeAge(context, call, call.call, milliseconds === null ? null : milliseconds / 1000, 'maxAge')
}

function ageOf(call: SeenCall): { readonly scope: Scope; readonly slot: number } | null {
  const age = call.call.args.flatMap(({ value }) => dictEntries(call, value)).find(({ key }) => key === 'maxAge')
  return age === undefined ? null : { scope: age.scope, slot: age.value }
}

function judgeAge(
  context: PatternContext,
  scope: Scope,
  { start, end }: { readonly start: number; readonly end: number },
  seconds: number | null,
  name: string,
): void {
  if (seconds === null || NOT_SHIPPED.test(scope.module.file)) return
  if (seconds <= LONGEST_SECONDS) context.examine('session-long', scope, start, end)
  else
    context.emit(scope, start, end, {
      kind: 'session-long',
      cwe: 613,
      message: `sessions live ${Math.round(seconds / 86_400)} days (${name})`,
      details: { seconds },
      confidence: 'high',
    })
}
