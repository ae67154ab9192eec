import type { IrFunction, Slot } from '../ir/ir.ts'
import type { Reader, SeenCall } from './reader.ts'
import { spreadEntries } from './spread-entries.ts'
import { restOf, type TagReader, type Tags } from './value-tags.ts'

/** What the parameters of a function of the tree get from a call: by place, by name, and all other names in `**criteria`. */
export function boundTags(reader: Reader, call: SeenCall, callee: IrFunction, tags: TagReader): ReadonlyMap<Slot, Tags> {
  const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
  const others = parameters.find(({ kind }) => kind === 'rest-named')
  const bound = new Map<Slot, Tags>()
  const bind = (slot: Slot | undefined, given: Tags): void => {
    if (slot !== undefined) bound.set(slot, (bound.get(slot) ?? 0) | given)
  }
  const named = (name: string): Slot | undefined =>
    (parameters.find((one) => one.name === name && one.kind !== 'rest-named') ?? others)?.slot
  let position = 0
  for (const argument of call.call.args) {
    if (argument.kind === 'named') bind(named(argument.name), tags.tags(call, argument.value))
    else if (argument.kind === 'spread-named') {
      const { entries, unknown } = spreadEntries(reader, call, argument.value)
      for (const { key, scope, value } of entries) bind(named(key), tags.tags(scope, value))
      if (entries.length === 0 || unknown.length > 0) bind(others?.slot, tags.tags(call, argument.value))
    } else bind((parameters[position++] ?? restOf(parameters))?.slot, tags.tags(call, argument.value))
  }
  return bound
}
