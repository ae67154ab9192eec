import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import type { PatternContext } from './context.ts'

/** What an authorizer answers with: `policy(claims.sub, 'Allow', arn)`. */
const ADMITS = /polic(?:y|ies)$|^(?:allow|grant|admit)(?:$|[A-Z_])|principal/i
const HANDED_ON = /^(?:set|next|done|cb|callback|resolve)$/

/** Whether a value, or a part of it, becomes what a request is taken for: returned, put on the request or its context, handed to the next. */
export function becomesIdentity({ reader }: PatternContext, scope: Scope, slot: Slot): boolean {
  const held = heldFrom(scope, slot)
  const { blocks, names } = scope.function
  const isLocal = (object: Slot): boolean => names.has(object) && reader.denoter.denote(scope, object).kind === 'dict'
  return blocks.some(
    ({ instructions, terminator }) =>
      (terminator.op === 'return' && held.has(terminator.src)) ||
      instructions.some((one) => {
        if (one.op === 'set' || one.op === 'set-index') return held.has(one.src) && !isLocal(one.object)
        if (one.op === 'store-up') return held.has(one.src)
        if (one.op !== 'call' || !one.args.some(({ value }) => held.has(value))) return false
        const name = one.method === '' ? calleeName(scope, one.callee) : one.method
        return HANDED_ON.test(name) || ADMITS.test(name)
      }),
  )
}

function calleeName({ module, function: fn }: Scope, slot: Slot): string {
  const own = fn.names.get(slot)
  if (own !== undefined) return own
  const [only] = definitionsOf(module, fn, slot)
  if (only?.kind === 'instruction' && only.instruction.op === 'global') return only.instruction.name
  if (only?.kind !== 'instruction' || only.instruction.op !== 'load-up') return ''
  return module.functions[only.instruction.function]?.names.get(only.instruction.slot) ?? ''
}

/** The slots that hold a value or what was taken out of it or made round it. */
function heldFrom(scope: Scope, slot: Slot): ReadonlySet<Slot> {
  const held = new Set<Slot>([slot])
  const instructions = scope.function.blocks.flatMap((block) => block.instructions)
  for (let before = 0; before < held.size; ) {
    before = held.size
    for (const one of instructions) if ('dst' in one && takesFrom(scope, one, held)) held.add(one.dst)
  }
  return held
}

function takesFrom(scope: Scope, one: Instruction, held: ReadonlySet<Slot>): boolean {
  if (one.op === 'move' || one.op === 'await') return held.has(one.src)
  if (one.op === 'get' || one.op === 'index') return held.has(one.object)
  if (one.op === 'dict') return one.entries.some((entry) => held.has(entry.value))
  return (
    one.op === 'call' &&
    /^(?:String|Number|str|int|get)$/.test(one.method || calleeName(scope, one.callee)) &&
    (held.has(one.receiver) || one.args.some(({ value }) => held.has(value)))
  )
}
