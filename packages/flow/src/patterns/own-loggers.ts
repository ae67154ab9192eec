import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind, isServed, type Reader, type SeenCall, slotText } from '../routes/reader.ts'
import type { CallFinder } from './context.ts'

/** Routes whose bodies hold what opens an account. */
const WITH_SECRETS: ReadonlySet<string> = new Set(['login', 'register', 'password-reset'])

/** `log.warn('request', { body: req.body })` of a logger of the tree, in a service where people sign in: passwords and codes stand in the lines. */
export const loggedBodies: CallFinder = (context, call) => {
  const { reader } = context
  if (call.module.language !== 'javascript' || !isServed(reader, call.module.file) || !isOwnLog(reader, call)) return
  if (!context.routes.some(({ fact }) => WITH_SECRETS.has(fact.purpose))) return
  const parts = call.call.args.flatMap(({ value }) => [{ scope: call, slot: value }, ...entriesOf(call, value)])
  if (!parts.some(({ scope, slot }) => isWholeBody(reader, scope, slot))) return
  context.emitCall(call, {
    kind: 'sensitive-log-pattern',
    cwe: 532,
    message: 'whole bodies are logged, those with passwords among them',
    details: { name: 'body' },
    confidence: 'medium',
  })
}

const entriesOf = (call: SeenCall, value: Slot): readonly { readonly scope: Scope; readonly slot: Slot }[] =>
  dictEntries(call, value).map((entry) => ({ scope: entry.scope, slot: entry.value }))

function isWholeBody(reader: Reader, scope: Scope, slot: Slot): boolean {
  const read = definitionBehind(scope, slot)
  return (
    read?.instruction.op === 'get' && read.instruction.key === 'body' && REQUEST.test(slotText(reader, read.scope, read.instruction.object))
  )
}

const REQUEST = /^(?:req|request|ctx\.request)$/
const LEVEL = /^(?:trace|debug|info|warn|warning|error|fatal|log)$/
const WRITES_LINE = /^(?:process\.std(?:out|err)\.write|console\.(?:log|info|warn|error|debug)|sys\.std(?:out|err)\.write|print)$/
/** What leaves something out of a line before it is written. */
const TAKES_OUT = /redact|mask|scrub|saniti[sz]e|censor|omit|hide|secret|password|allow/i
const DEEPEST = 2

/** `log.warn('request', fields)` of a logger that the tree has itself, which writes out whatever it is given. */
export function isOwnLog(reader: Reader, { call, method, callee }: SeenCall): boolean {
  if (callee.kind !== 'function' || call.receiver < 0 || !LEVEL.test(method)) return false
  return !TAKES_OUT.test(reader.textOf(callee.module.file)) && writesLine(reader, callee.function, 0)
}

function writesLine(reader: Reader, fn: IrFunction, depth: number): boolean {
  return reader
    .callsIn(fn)
    .some(
      ({ name, callee }) =>
        WRITES_LINE.test(name) || (callee.kind === 'function' && depth < DEEPEST && writesLine(reader, callee.function, depth + 1)),
    )
}
