import type { Activation } from './activation.ts'
import type { FunctionHint } from './call-function.ts'
import type { Denotation } from './denotation.ts'

/** `[...text].map((character) => ENTITIES.get(character) ?? character)`: whether both angle brackets are among what is exchanged. */
export function escapesMarkup(act: Activation, { module, function: callback }: FunctionHint): boolean {
  const character = callback.parameters[0]?.slot
  if (character === undefined) return false
  const scope = { module, function: callback }
  for (const { instructions } of callback.blocks)
    for (const instruction of instructions) {
      const table =
        instruction.op === 'call' && instruction.method === 'get' && instruction.args[0]?.value === character
          ? instruction.receiver
          : instruction.op === 'index' && instruction.index === character
            ? instruction.object
            : -1
      if (table >= 0 && hasBrackets(act, act.engine.denoter.denote(scope, table))) return true
    }
  return false
}

function hasBrackets(act: Activation, table: Denotation): boolean {
  const keys = keysOf(act, table)
  return keys.includes('<') && keys.includes('>')
}

function keysOf(act: Activation, table: Denotation): readonly unknown[] {
  if (table.kind === 'dict') return [...table.entries.keys()]
  if (table.kind !== 'library' || table.name !== 'Map()' || table.origin === null) return []
  const pairs = act.engine.denoter.argument(table.origin, table.origin.call, 0)
  if (pairs?.kind !== 'list') return []
  return pairs.items.map((pair) => (pair.kind === 'list' && pair.items[0]?.kind === 'constant' ? pair.items[0].value : null))
}
