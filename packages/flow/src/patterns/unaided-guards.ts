import type { Scope } from '../engine/program.ts'
import { effectsOf } from '../routes/effects.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import { guardScopes } from './account-state.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'
import { hasLastingTokens } from './token-lifetimes.ts'
import { VERIFIES } from './token-uses.ts'

/** Calls that may ask something besides the token: a row, a cache, a list of what was revoked. */
const ASKS =
  /redis|cache|memcach|store|sessions?\b|revok|den(?:y|ied)|black|block_?list|version|repo|\bdb\b|database|prisma|models?\b|objects|pool|sql|collection|knex|mongo|(?:^|\.)(?:query|one|fetch\w*|find\w*|load_?(?:user|account|member)|get_?(?:user|account|member|one|by)\w*|(?:user|account|member)s?\.\w+)$/i
const DEEPEST = 3

const known = new WeakMap<PatternContext, SeenCall | null>()

/**
 * The place where the guard of a service believes a token for what it says, asks nothing else, and the token is good for longer than an hour; null
 * where some guard asks a store as well, or tokens are short.
 */
export function unaidedGuard(context: PatternContext): SeenCall | null {
  const found = known.get(context)
  if (found !== undefined) return found
  const guard = findGuard(context)
  known.set(context, guard)
  return guard
}

function findGuard(context: PatternContext): SeenCall | null {
  const { reader, routes } = context
  if (!hasLastingTokens(context)) return null
  const guards = routes.flatMap(({ fact }) => fact.guards).filter(({ kind, level }) => kind === 'authentication' && level !== 'handler')
  const unique = [...new Map(guards.map((one) => [`${one.place.file}:${one.place.line}`, one])).values()]
  const scopes = unique.flatMap((guard) => guardScopes(reader, guard)).filter(({ module }) => isServed(reader, module.file))
  if (scopes.length === 0 || scopes.some((scope) => asksMore(reader, scope))) return null
  for (const scope of scopes) {
    const verified = verifies(reader, scope)
    if (verified !== null) return verified
  }
  return null
}

/** The call of a guard that opens a token: by a library, or through functions of the tree. */
function verifies(reader: Reader, scope: Scope): SeenCall | null {
  const isVerified = (one: Scope): boolean => reader.callsIn(one.function).some(({ name }) => VERIFIES.test(name))
  return (
    reader
      .callsIn(scope.function)
      .find(({ name, callee }) => VERIFIES.test(name) || (callee.kind === 'function' && reachedFrom(reader, callee, 2).some(isVerified))) ??
    null
  )
}

/** Whether a guard looks at anything but the token. */
function asksMore(reader: Reader, scope: Scope): boolean {
  if (effectsOf(reader, scope, new Map()).length > 0) return true
  return reachedFrom(reader, scope, DEEPEST).some((one) =>
    reader.callsIn(one.function).some(({ module, call, callee, name }) => {
      if (callee.kind === 'function' || VERIFIES.test(name)) return false
      const text = reader.textOf(module.file).slice(call.start, call.end)
      return ASKS.test(text.slice(0, Math.max(0, text.indexOf('('))))
    }),
  )
}
