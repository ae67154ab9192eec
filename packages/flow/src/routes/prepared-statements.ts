import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { dictEntries } from './handler-values.ts'
import { callBehind, definitionBehind, type Reader, type SeenCall } from './reader.ts'

const RUNS = /^(?:run|get|all|each|iterate|execute|query|one|values|map)$/

/** `db.prepare(sql).pluck()`: how the rows are given, and not which. */
const SETS_UP = /^(?:pluck|raw|expand|safeIntegers|setReadBigInts|setReturnArrays)$/

/** The call that prepared the statement which another call runs: `const remove = db.prepare(sql)` of the module, `this.remove.run(id)`. */
export function preparedBehind(reader: Reader, call: SeenCall): SeenCall | null {
  if (call.module.language !== 'javascript' || !RUNS.test(call.method) || call.call.receiver < 0) return null
  const denoted = reader.denoter.denote(call, call.call.receiver)
  const found =
    denoted.kind === 'library' && denoted.origin !== null
      ? (reader.seenCall(denoted.origin.call) ?? null)
      : preparedAt(reader, call, call.call.receiver)
  const made = found !== null && SETS_UP.test(found.method) ? callBehind(reader, found, found.call.receiver) : found
  // `db.prepare(sql).all()` is one chain.
  const isOneChain = made?.function === call.function && made.call.dst === call.call.receiver
  return made !== null && isPreparation(made) && !isOneChain ? made : null
}

const isPreparation = ({ method }: SeenCall): boolean => /^prepare(?:Statement|Sync)?$/.test(method)

/** `const move = db.transaction((from, to) => ...)`: calling it runs the function that it was made of. */
export function transactionBehind(reader: Reader, { callee }: SeenCall): (Denotation & { kind: 'function' }) | null {
  if (callee.kind !== 'library' || callee.origin === null || callee.origin.call.method !== 'transaction') return null
  const inner = reader.denoter.argument(callee.origin, callee.origin.call, 0)
  return inner?.kind === 'function' ? inner : null
}

const DEEPEST = 4

/** A variable, a field of the object, or an entry of an object that one of them holds. */
function preparedAt(reader: Reader, scope: Scope, slot: Slot): SeenCall | null {
  for (const holder of holdersOf(reader, scope, slot)) {
    const made = callBehind(reader, holder.scope, holder.slot)
    if (made !== null) return made
  }
  return null
}

interface Holder {
  readonly scope: Scope
  readonly slot: Slot
}

/** Where the value of a slot is made: behind variables, fields of the own object, entries of objects. */
function holdersOf(reader: Reader, scope: Scope, slot: Slot, depth = 0): readonly Holder[] {
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op !== 'get' || depth > DEEPEST) return [{ scope, slot }]
  const { key, object } = behind.instruction
  const owner = selfOf(behind.scope, object)
  if (owner !== null) return reader.denoter.fieldAssignments(owner.module, owner.class, key)
  return holdersOf(reader, behind.scope, object, depth + 1).flatMap((holder) =>
    dictEntries(holder.scope, holder.slot).flatMap((entry) => (entry.key === key ? [{ scope: entry.scope, slot: entry.value }] : [])),
  )
}

/** The class whose object `this` is, in inner functions too. */
function selfOf({ module, function: fn }: Scope, slot: Slot): { readonly module: Module; readonly class: IrClass } | null {
  const [only] = definitionsOf(module, fn, slot)
  if (only?.kind === 'instruction' && only.instruction.op === 'load-up')
    return selfOf({ module, function: functionAt(module, only.instruction.function) }, only.instruction.slot)
  const owner = slot === fn.selfSlot ? module.classes[fn.ownerClass] : undefined
  return owner === undefined ? null : { module, class: owner }
}
