import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { classField } from '../routes/class-views.ts'
import { definitionBehind, type Reader } from '../routes/reader.ts'
import { type CallFinder, slotAt } from './context.ts'
import { isWeakSecret } from './secret-values.ts'
import { unwrapped } from './wrapped-values.ts'

const SIGNS = /^hmac\.(?:new|digest)$/
/** Files that put tokens together: `header.claims.signature`. */
const OF_TOKENS = /["']alg["']|JWT|\btokens?\b/i
const AS_BYTES = /^(?:encode|get_secret_value)$/

/** `hmac.new(settings.token_key.encode(), ...)` of a settings class whose field is a short word until a variable says otherwise. */
export const shortKeys: CallFinder = (context, call) => {
  const { reader } = context
  if (!SIGNS.test(call.name) || !OF_TOKENS.test(reader.textOf(call.module.file))) return
  const field = fieldBehind(reader, call, slotAt(call, 0), 0)
  if (field === null || !isWeakSecret(field.value)) return
  context.emit(field.scope, field.start, field.end, {
    kind: 'jwt-weak-secret',
    cwe: 326,
    message: `tokens are signed with ${field.name}, of ${field.value.length} characters until a variable sets it`,
    details: { length: field.value.length },
    confidence: 'high',
  })
}

interface Field {
  readonly name: string
  readonly value: string
  readonly scope: Scope
  readonly start: number
  readonly end: number
}

/** The field of an object made without arguments that a value is read from, with the text that it has by default. */
function fieldBehind(reader: Reader, scope: Scope, slot: Slot, depth: number): Field | null {
  const read = depth > 4 || slot < 0 ? null : definitionBehind(scope, slot)
  if (read === null) return null
  const { instruction } = read
  if (instruction.op === 'call') {
    const inner = AS_BYTES.test(instruction.method)
      ? instruction.receiver
      : instruction.receiver < 0
        ? (instruction.args[0]?.value ?? -1)
        : -1
    return fieldBehind(reader, read.scope, inner, depth + 1)
  }
  if (instruction.op !== 'get') return null
  const object = reader.denoter.denote(read.scope, instruction.object)
  if (object.kind !== 'instance' || (object.origin?.call.args.length ?? 0) > 0) return null
  const field = classField(reader, object.module, object.class, instruction.key)
  const value = field === null ? undefined : reader.denoter.denote(field.scope, unwrapped(reader, field.scope, field.slot))
  if (field === null || value?.kind !== 'constant' || typeof value.value !== 'string' || value.value === '') return null
  const at = definitionBehind(field.scope, field.slot)?.instruction ?? field.scope.function
  return isRefused(reader, field.scope, instruction.key)
    ? null
    : { name: instruction.key, value: value.value, scope: field.scope, start: at.start, end: at.end }
}

/** Whether the settings themselves refuse to start with a value that is not good: a validator that speaks of the field and raises. */
function isRefused(reader: Reader, { module, function: body }: Scope, name: string): boolean {
  const text = reader.textOf(module.file)
  const says = new RegExp(`\\b${name}\\b`)
  return module.functions.some(({ parent, start, end, decorators, index }) => {
    const own = text.slice(start, end)
    const above = decorators.length > 0 ? text.slice(Math.max(0, start - 200), start) : ''
    return parent === body.index && index !== body.index && /\braise\b/.test(own) && says.test(above + own)
  })
}
