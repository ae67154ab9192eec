import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import { stringsOf } from '../routes/reader.ts'
import { type InstructionFinder, type PatternContext, wordsOf } from './context.ts'
import { fallbackSecret, looksLikeSecret } from './secret-values.ts'

const SYMMETRIC = /^HS\d{3}$/
const ASYMMETRIC = /^(?:RS|PS|ES)\d{3}$|^EdDSA$/
const SECRET_VARIABLE =
  / (?:secret|password|passphrase|token|api key|(?:session|cookie|signing|encryption|secret|private|access|jwt|hmac|auth|app) key) $/

const SHORTEST = 6

/** Options that decide by what they are given, wherever an object or a field states them. */
export const declaredOptions: InstructionFinder = {
  ops: ['dict', 'call'],
  find(context, scope, instruction) {
    const { reader } = context
    if (instruction.op === 'call') {
      for (const argument of instruction.args)
        if (argument.kind === 'named' && argument.name === 'algorithms')
          mixedAlgorithms(context, scope, instruction, reader.denoter.denote(scope, argument.value))
      return
    }
    if (instruction.op !== 'dict') return
    for (const entry of instruction.entries) {
      if (entry.kind !== 'entry') continue
      if (entry.key === 'algorithms') {
        const at = reader.denoter.denote(scope, entry.value)
        mixedAlgorithms(context, scope, instruction, at)
      } else if (SECRET_VARIABLE.test(` ${wordsOf(entry.key).trim()} `)) schemaDefault(context, scope, entry.key, entry.value)
    }
  },
}

type At = { readonly start: number; readonly end: number }

/** A public key that is taken for a shared secret signs whatever its reader likes. */
function mixedAlgorithms(context: PatternContext, scope: Scope, at: At, value: Denotation): void {
  const names = stringsOf(value)
  if (names.some((name) => SYMMETRIC.test(name)) && names.some((name) => ASYMMETRIC.test(name)))
    context.emit(scope, at.start, at.end, {
      kind: 'jwt-no-algorithms',
      cwe: 347,
      message: `one key is accepted for ${names.join(' and ')}`,
      confidence: 'high',
    })
}

/** `SESSION_KEY: z.string().default('...')`, also of joi and envalid: used wherever the variable is missing. */
function schemaDefault(context: PatternContext, scope: Scope, name: string, slot: number): void {
  const { reader } = context
  const made = reader.callsIn(scope.function).find((call) => call.call.dst === slot)
  if (made === undefined || !/^(?:default|catch)$/.test(made.method) || made.call.receiver < 0) return
  const [text] = stringsOf(reader.denoter.argument(made, made.call, 0) ?? { kind: 'unknown' })
  // What a setting that is a secret falls back to is one, though it read like a name: `default('local-secret')`.
  const isUsed = text !== undefined && /secret|key|passphrase/i.test(name) && text.length >= SHORTEST && /^[\w.:-]+$/.test(text)
  if (text === undefined || !(isUsed || looksLikeSecret(text)) || fallbackSecret(context, scope, slot) !== null) return
  context.emit(scope, made.call.start, made.call.end, {
    kind: 'config-fallback-secret',
    cwe: 1188,
    message: `${name} falls back to a value in the source`,
    details: { use: name, length: text.length },
    confidence: 'high',
  })
}
