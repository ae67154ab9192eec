import type { Denotation } from '../engine/denotation.ts'
import { isServed, type Reader, type SeenCall, slotText } from '../routes/reader.ts'

const PASSWORD = /passw|pwd|passphrase/i
/** Methods by which a rule of one's own is given to a field. */
const GIVES_RULE = /^(?:custom|refine|superRefine|test|validate|external|check|addValidator)$/
const ASKS_LENGTH = /\.length\s*[<>]|\blen\(|\.match\(|\.test\(|re\.(?:match|fullmatch|search)\(/
const LONGEST = 600

/** Whether a function of the tree is asked about a password and looks how long it is: `body('password').custom(acceptable)`, `acceptable(password)`. */
export function asksByFunction(reader: Reader): boolean {
  return reader.calls.some((call) => {
    if (!isServed(reader, call.module.file)) return false
    if (call.callee.kind === 'function' && !call.call.isDecorator)
      return looksAtLength(reader, call.callee) && call.call.args.some(({ value }) => PASSWORD.test(slotText(reader, call, value)))
    return (
      GIVES_RULE.test(call.method) &&
      isOfPassword(reader, call) &&
      call.call.args.some(({ value }) => looksAtLength(reader, reader.denoter.denote(call, value)))
    )
  })
}

function looksAtLength(reader: Reader, asked: Denotation): boolean {
  if (asked.kind !== 'function') return false
  const { module, function: fn } = asked
  return fn.end - fn.start < LONGEST && ASKS_LENGTH.test(reader.textOf(module.file).slice(fn.start, fn.end))
}

const isOfPassword = (reader: Reader, { module, call }: SeenCall): boolean =>
  PASSWORD.test(
    reader.textOf(module.file).slice(Math.max(reader.textOf(module.file).lastIndexOf('\n', call.end - 1), call.start), call.end),
  )
