import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { Reader } from '../routes/reader.ts'
import { type Origin, originOf } from '../routes/registrars/origin.ts'
import type { OwnEntry } from '../routes/spread-entries.ts'

const DEEPEST = 5

/** What made an object of options: in this file, in the configuration of the tree, or in a function that returns it. */
export function optionsAt(reader: Reader, scope: Scope, slot: Slot, depth = 0): Origin | null {
  const made = depth > DEEPEST ? null : originOf(reader, scope, slot)
  if (made?.instruction.op !== 'call') return made
  const callee = reader.seenCall(made.instruction)?.callee
  if (callee?.kind !== 'function') return made
  const [only, ...others] = callee.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return only === undefined || others.length > 0 ? made : optionsAt(reader, callee, only, depth + 1)
}

/** The entries of an object of options, each where it is written: `session(config.session)`, `session({ ...config.session, store })`. */
export function writtenEntries(reader: Reader, scope: Scope, slot: Slot, depth = 0): readonly OwnEntry[] {
  const made = depth > DEEPEST ? null : optionsAt(reader, scope, slot)
  if (made?.instruction.op !== 'dict') return []
  return made.instruction.entries.flatMap((entry): readonly OwnEntry[] => {
    if (entry.kind === 'entry') return [{ key: entry.key, value: entry.value, scope: made.scope }]
    return entry.kind === 'spread' ? writtenEntries(reader, made.scope, entry.value, depth + 1) : []
  })
}
