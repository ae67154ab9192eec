import type { Slot } from '../ir/ir.ts'
import { isBoundedLater } from './bounded-later.ts'
import { isCursor } from './data-layer.ts'
import { BOUNDING_METHODS, BOUNDING_OPTIONS } from './database-calls.ts'
import { dictEntries } from './handler-values.ts'
import type { Chain } from './query-chains.ts'
import { type FunctionRef, isConstant, type Reader, type SeenCall, textAt } from './reader.ts'
import { isSliced } from './sliced.ts'
import { spreadEntries } from './spread-entries.ts'
import { isUncapped } from './uncapped.ts'
import { type TagReader, UNCAPPED } from './value-tags.ts'

export function isBounded(reader: Reader, chain: Chain, tags: TagReader): boolean {
  // As many rows as ids are given.
  if (
    isCursor(chain) &&
    chain.calls.some((call) => call.method === 'find' && /\$in\b/.test(textAt(reader, call.module, call.call.start, call.call.end, 400)))
  )
    return true
  return (
    chain.calls.some((call) => {
      const [first] = call.call.args
      if (call.method === 'to_list') return first !== undefined && !isEndless(reader, call, first.value)
      if (BOUNDING_METHODS.has(call.method))
        return !(
          ROWS.has(call.method) &&
          first !== undefined &&
          (isUncapped(reader, call, first.value) || isAnyNumber(tags, call, first.value))
        )
      return call.call.args.some((argument) => {
        if (argument.kind === 'named' && BOUNDING_OPTIONS.has(argument.name))
          return !isUncapped(reader, call, argument.value) && !isAnyNumber(tags, call, argument.value)
        const entry = dictEntries(call, argument.value).find(({ key }) => BOUNDING_OPTIONS.has(key))
        if (entry !== undefined) return !isUncapped(reader, entry.scope, entry.value)
        const value = reader.denoter.denote(call, argument.value)
        if (value.kind === 'dict' && [...value.entries.keys()].some((key) => BOUNDING_OPTIONS.has(key))) return true
        return call.module.language === 'javascript' && isBoundedBySpread(reader, call, argument.value)
      })
    }) ||
    (chain.calls[0] !== undefined && (isSliced(reader, chain.calls[0]) || isBoundedLater(reader, chain.calls[0])))
  )
}

/** `findMany({ where, ...page })`: what is spread has the bound, or is called after it. */
function isBoundedBySpread(reader: Reader, call: SeenCall, slot: Slot): boolean {
  const { entries, unknown } = spreadEntries(reader, call, slot)
  const bounds = entries.filter(({ key }) => BOUNDING_OPTIONS.has(key))
  if (bounds.length > 0) return !bounds.every(({ scope, value }) => isUncapped(reader, scope, value))
  return entries.length > 0 && unknown.some((name) => /page|pagin|limit|window|slice|cursor|take|range/i.test(name))
}

/** A number that a dependency of FastAPI passes on as the caller gave it, compared with nothing here. */
function isAnyNumber(tags: TagReader, call: SeenCall, slot: Slot): boolean {
  return (tags.tags(call, slot) & UNCAPPED) !== 0 && !comparesNumber(tags, call)
}

export function comparesNumber(tags: TagReader, scope: FunctionRef): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some(
      (one) =>
        one.op === 'binary' &&
        /^[<>]=?$/.test(one.operator) &&
        ((tags.tags(scope, one.left) | tags.tags(scope, one.right)) & UNCAPPED) !== 0,
    ),
  )
}

/** `to_list(None)` of Motor brings every document. */
function isEndless(reader: Reader, call: SeenCall, slot: Slot): boolean {
  return isConstant(reader.denoter.denote(call, slot), null) || isUncapped(reader, call, slot)
}

/** Methods that take the number of rows. */
const ROWS = new Set(['limit', 'take', 'top', 'fetchmany'])
