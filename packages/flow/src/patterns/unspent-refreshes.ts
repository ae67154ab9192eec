import type { RouteFact } from '../facts.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom, reachedText } from './reached-code.ts'
import { SIGNS, VERIFIES } from './token-uses.ts'

/** What keeps account of a refresh token: a row, a cache, a version, by whatever name. */
const SPENDS =
  /revok|rotat|black_?list|deny_?list|block_?list|consum|spen[dt]|\bused\b|famil|\bjti\b|session|version|delete|destroy|invalidat|getdel|redis|cache|\bstore|expire_?(?:all|token)/i

/** A refresh token that only its signature makes good, and that nothing takes away when it has been used: it serves whoever has a copy until it ends. */
export function unspentRefreshes(context: PatternContext): void {
  const { reader } = context
  for (const { fact, handler } of context.routes) {
    if (fact.purpose !== 'refresh' || fact.method === 'GET' || handler === null || !isServed(reader, handler.module.file)) continue
    const calls = reachedFrom(reader, handler).flatMap((scope) => reader.callsIn(scope.function))
    const opened = calls.some(({ name }) => VERIFIES.test(name))
    if (!opened || !calls.some(({ name }) => SIGNS.test(name))) continue
    const kept = keptOf(fact)
    if (kept !== null) {
      context.emit(handler, handler.function.start, handler.function.start + 1, {
        kind: 'refresh-unspent',
        cwe: 294,
        message: `${fact.method} ${fact.path} asks whether a refresh token is in ${kept}, adds another, and leaves the old one there`,
        details: { route: `${fact.method} ${fact.path}` },
        confidence: 'high',
      })
      continue
    }
    if (fact.effects.some(({ kind }) => kind !== 'read-one' && kind !== 'read-many') || SPENDS.test(reachedText(reader, handler))) continue
    context.emit(handler, handler.function.start, handler.function.start + 1, {
      kind: 'refresh-unspent',
      cwe: 294,
      message: `${fact.method} ${fact.path} takes a refresh token for its signature alone and leaves it good after its use`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

const OF_TOKENS = /refresh|token|session/i
/** Tables of tokens that are good no more: to put one there takes it away. */
const OF_REFUSED = /revok|black|den(?:y|ied)|block|spent|used|invalid|burn|logged_?out/i

/** The table in which a refresh token is looked up and another one put, while nothing there is changed or taken away; null where there is none. */
function keptOf({ effects }: RouteFact): string | null {
  if (effects.some(({ kind }) => kind !== 'read-one' && kind !== 'create' && kind !== 'read-many' && kind !== 'send')) return null
  const asked = effects.find(
    ({ kind, of, byRequestId, byOwner }) =>
      kind === 'read-one' &&
      (byRequestId || byOwner) &&
      of !== null &&
      OF_TOKENS.test(of) &&
      !OF_REFUSED.test(of) &&
      effects.some((each) => each.kind === 'create' && each.of === of),
  )
  return asked?.of ?? null
}
