import type { Slot } from '../ir/ir.ts'
import { definitionBehind, type FunctionRef, isServed, type Reader, slotText, textAt } from '../routes/reader.ts'
import { BODY, CHOSEN, createTagReader, HEADER, type Tags } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { sparedWhereAbsent } from './optional-signatures.ts'

const FORM_TOKEN = /csrf|xsrf|authenticity_?token/i
const SENT = HEADER | CHOSEN | BODY

/** `if sent and not compare_digest(sent, session['csrf']): abort(400)`: a form of another site sends no token at all. */
export function optionalFormTokens({ reader, emit }: PatternContext): void {
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || !FORM_TOKEN.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      if (fn.index === 0 || !FORM_TOKEN.test(reader.textOf(module.file).slice(fn.start, fn.end))) continue
      const target = { module, function: fn }
      const spared = sparedWhereAbsent({ reader, target, tags: sentTokens(reader, target) })
      if (spared !== null)
        emit(target, spared.start, spared.end, {
          kind: 'optional-form-token',
          cwe: 352,
          message: 'the token against forgery is checked only when there is one: a request without it passes',
          details: { function: fn.name },
          confidence: 'high',
        })
    }
  }
}

/** Tags as of a header what the request sends under the name of such a token; what the session keeps is none. */
function sentTokens(reader: Reader, target: FunctionRef): (slot: Slot) => Tags {
  const { tags } = createTagReader(reader, new Map())
  const isSent = (slot: Slot, depth = 0): boolean => {
    const made = depth > 3 ? null : definitionBehind(target, slot)
    if (made === null || (tags(target, slot) & SENT) === 0) return false
    const { instruction } = made
    if (
      FORM_TOKEN.test(textAt(reader, made.scope.module, instruction.start, instruction.end)) ||
      FORM_TOKEN.test(slotText(reader, target, slot))
    )
      return true
    // `sent.encode()`
    return instruction.op === 'call' && instruction.receiver >= 0 && isSent(instruction.receiver, depth + 1)
  }
  return (slot) => (isSent(slot) ? HEADER : 0)
}
