import type { SeenCall } from '../routes/reader.ts'
import { constantPlace } from './constant-places.ts'
import type { PatternContext } from './context.ts'
import { fallbackSecret, isWeakSecret } from './secret-values.ts'

/** A signing key that stands in the source, or falls back to one. */
export function checkSecret(context: PatternContext, call: SeenCall, slot: number): void {
  if (slot < 0) return
  const denoted = context.reader.denoter.denote(call, slot)
  if (denoted.kind === 'constant' && typeof denoted.value === 'string' && denoted.value !== '' && !/^-----BEGIN/.test(denoted.value)) {
    const place = constantPlace(context, call, slot) ?? { scope: call, start: call.call.start, end: call.call.end }
    context.emit(place.scope, place.start, place.end, {
      kind: 'hardcoded-secret',
      cwe: 798,
      message: 'the signing key stands in the source',
      details: { use: 'jwt', length: denoted.value.length },
      confidence: 'high',
    })
    if (isWeakSecret(denoted.value))
      context.emit(place.scope, place.start, place.end, {
        kind: 'jwt-weak-secret',
        cwe: 326,
        message: `the signing key has ${denoted.value.length} characters`,
        details: { length: denoted.value.length },
        confidence: 'high',
      })
    return
  }
  const fallback = fallbackSecret(context, call, slot)
  if (fallback !== null)
    context.emitCall(call, {
      kind: 'config-fallback-secret',
      cwe: 1188,
      message: 'the signing key falls back to a value in the source',
      details: { use: 'jwt', length: fallback.length },
      confidence: 'high',
    })
}
