import { definitionsOf } from '../engine/definitions.ts'
import type { Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import type { FunctionRef } from './reader.ts'
import { CHOSEN, IDENTITY, OWN, type TagReader } from './value-tags.ts'

/** How values of `a ?? b` and `a || b` are called in the intermediate representation. */
const EITHER = /^<(?:nullish|or|logical)>/

/** `chosen ?? user.org_id`: whether a value is what the request says wherever it says anything, and only else what is known of the caller. */
export function isOverridden({ module, function: fn }: FunctionRef, tags: TagReader, slot: Slot): boolean {
  const ways = definitionsOf(module, fn, slot).flatMap((one) => (one.kind === 'instruction' ? [one.instruction] : []))
  const [only] = ways
  if (ways.length === 1 && only?.op === 'move') return isOverridden({ module, function: fn }, tags, only.src)
  if (module.language !== 'javascript' || !EITHER.test(fn.names.get(slot) ?? '')) return false
  const given = ways.map((way) => slotsRead(way).reduce((sum, read) => sum | tags.tags({ module, function: fn }, read), 0))
  return (
    given.some((one) => (one & CHOSEN) !== 0 && (one & OWN) === 0) && given.some((one) => (one & IDENTITY) !== 0 && (one & CHOSEN) === 0)
  )
}
