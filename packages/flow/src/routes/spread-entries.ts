import { definitionsOf } from '../engine/definitions.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { DictEntry, Slot } from '../ir/ir.ts'
import { callBehind, definitionBehind, positionalArguments, type Reader, type SeenCall, slotText } from './reader.ts'

/** An entry of an object, where its value stands. */
export interface OwnEntry {
  readonly key: string
  readonly value: Slot
  readonly scope: Scope
}

/** The entries of an object with those that are spread into it, and the names of what was spread and is out of sight. */
export interface SpreadEntries {
  readonly entries: readonly OwnEntry[]
  readonly unknown: readonly string[]
}

const DEEPEST = 5
const NOTHING: SpreadEntries = { entries: [], unknown: [] }

/**
 * The entries of the object that a slot holds, as far as the tree shows: spreads, what a function of the tree returns, and what the
 * callers hand to a parameter.
 */
export function spreadEntries(reader: Reader, scope: Scope, slot: Slot, depth = 0, by?: SeenCall): SpreadEntries {
  if (depth > DEEPEST || slot < 0) return NOTHING
  const call = callBehind(reader, scope, slot)
  if (call?.callee.kind === 'function') {
    const target = { module: call.callee.module, function: call.callee.function }
    const returned = target.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
    return joined(returned.map((src) => spreadEntries(reader, target, src, depth + 1, call)))
  }
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op === 'dict')
    return joined(behind.instruction.entries.map((entry) => entriesOf(reader, behind.scope, entry, depth, by)))
  const definitions = definitionsOf(scope.module, scope.function, slot)
  const several = definitions.flatMap((definition): readonly SpreadEntries[] => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'move') return [spreadEntries(reader, scope, instruction.src, depth + 1, by)]
    return instruction.op === 'dict' ? instruction.entries.map((entry) => entriesOf(reader, scope, entry, depth, by)) : []
  })
  if (several.length > 1) return joined(several)
  const given = givenTo(reader, scope, slot, depth, by)
  return given ?? { entries: [], unknown: [slotText(reader, scope, slot)] }
}

function entriesOf(reader: Reader, scope: Scope, entry: DictEntry, depth: number, by?: SeenCall): SpreadEntries {
  if (entry.kind === 'entry') return { entries: [{ key: entry.key, value: entry.value, scope }], unknown: [] }
  return entry.kind === 'spread' ? spreadEntries(reader, scope, entry.value, depth + 1, by) : NOTHING
}

function givenTo(reader: Reader, scope: Scope, slot: Slot, depth: number, by?: SeenCall): SpreadEntries | null {
  let owner = scope.function
  let at = slot
  const captured = definitionsOf(scope.module, scope.function, slot)[0]
  if (captured?.kind === 'instruction' && captured.instruction.op === 'load-up') {
    owner = functionAt(scope.module, captured.instruction.function)
    at = captured.instruction.slot
  }
  const index = owner.parameters.filter((parameter) => parameter.slot !== owner.selfSlot).findIndex((parameter) => parameter.slot === at)
  // The call through which the function was entered knows best what it was given.
  const isEntered = by?.callee.kind === 'function' && by.callee.function === owner
  const callers = index < 0 ? [] : isEntered ? [by] : reader.callersOf(owner).slice(0, 4)
  if (callers.length === 0) return null
  return joined(callers.map((caller) => spreadEntries(reader, caller, positionalArguments(caller.call)[index] ?? -1, depth + 1)))
}

function joined(parts: readonly SpreadEntries[]): SpreadEntries {
  return { entries: parts.flatMap(({ entries }) => entries), unknown: parts.flatMap(({ unknown }) => unknown) }
}
