import type { IrFunction, Slot } from '../ir/ir.ts'
import { readSql } from './database-calls.ts'
import { parameterBehind, type Reader, type SeenCall } from './reader.ts'
import { textOf } from './statements.ts'

/** Short words that a function of the tree was called with, by its parameters: the table of `removeById('comments', id)`. */
export interface GivenWords {
  readonly function: IrFunction | null
  readonly words: ReadonlyMap<Slot, string>
}

export const NO_WORDS: GivenWords = { function: null, words: new Map() }
const WORD = /^[\w."`]{1,60}$/

export function givenWords(reader: Reader, call: SeenCall, callee: IrFunction, outer: GivenWords): GivenWords {
  if (call.module.language !== 'javascript') return NO_WORDS
  const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
  const found = call.call.args.flatMap((argument, position): readonly (readonly [Slot, string])[] => {
    const parameter = parameters[position]
    if (parameter === undefined || argument.kind !== 'positional') return []
    const word = wordAt(reader, call, argument.value, outer)
    return word === null || !WORD.test(word) ? [] : [[parameter.slot, word]]
  })
  return found.length === 0 ? NO_WORDS : { function: callee, words: new Map(found) }
}

function wordAt(reader: Reader, call: SeenCall, slot: Slot, outer: GivenWords): string | null {
  const denoted = reader.denoter.denote(call, slot)
  if (denoted.kind === 'constant') return typeof denoted.value === 'string' ? denoted.value : null
  const parameter = parameterBehind(call, slot)
  if (parameter === null || parameter.function !== outer.function) return null
  return outer.words.get(parameter.function.parameters[parameter.index]?.slot ?? -1) ?? null
}

/** The table of a statement whose place for it is filled by such a word. */
export function tableGiven(reader: Reader, call: SeenCall, { function: given, words }: GivenWords): string | null {
  if (given !== call.function) return null
  for (const { value } of call.call.args) {
    const text = textOf(reader, call, value, 0, (slot) => words.get(slot) ?? null)
    const table = text === null ? null : (readSql(text)?.table ?? null)
    if (table !== null) return table
  }
  return null
}
