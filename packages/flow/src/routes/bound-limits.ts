import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { Reader, SeenCall } from './reader.ts'
import { isUncapped } from './uncapped.ts'

const LIMIT = /\bLIMIT\s+(\?|%s|\$(\d+)|:(\w+)|%\((\w+)\)s)/gi
const HOLES = /\?|%s/g

/** `LIMIT ? OFFSET ?` with a value that the caller chooses as large as it likes: a hole of the statement, and what fills it. */
export function fillsLimit(reader: Reader, call: SeenCall, later: readonly SeenCall[]): boolean {
  return call.call.args.some(({ value }) => fills(reader, call, endOf(reader, call, value, 0), later))
}

/** What stands in the source at the end of a statement, behind the last piece that is put in. */
function endOf(reader: Reader, scope: Scope, slot: Slot, depth: number): string {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'constant') return typeof denoted.value === 'string' ? denoted.value : ''
  const [only, ...more] = definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction' || more.length > 0 || depth > DEEPEST) return ''
  const { instruction } = only
  if (instruction.op === 'move') return endOf(reader, scope, instruction.src, depth + 1)
  if (instruction.op === 'binary' && instruction.operator === '+') return endOf(reader, scope, instruction.right, depth + 1)
  const last = instruction.op === 'template' ? instruction.parts.at(-1) : undefined
  return typeof last === 'string' ? last : ''
}

const DEEPEST = 6

function fills(reader: Reader, call: SeenCall, text: string, later: readonly SeenCall[]): boolean {
  const limit = [...text.matchAll(LIMIT)].at(-1)
  if (limit === undefined) return false
  const [, hole = '', place] = limit
  const given = [call, ...later].map((one) => ({ one, values: valuesOf(one, one === call) })).find(({ values }) => values.length > 0)
  if (given === undefined) return false
  const { one, values } = given
  // Counted from the end: what stands before may be a list of unknown length.
  const fromEnd = text.slice(limit.index).match(HOLES)?.length ?? 0
  const slot = place !== undefined ? known(values)[Number(place) - 1] : hole === '?' || hole === '%s' ? values.at(-fromEnd) : undefined
  return slot !== undefined && slot >= 0 && isUncapped(reader, one, slot)
}

const UNKNOWN = -1
/** Values whose place is told from the beginning. */
const known = (values: readonly Slot[]): readonly Slot[] => (values.includes(UNKNOWN) ? [] : values)

/** The values that a call hands to its statement, lists taken apart; -1 for what is not in sight. */
function valuesOf(call: SeenCall, hasText: boolean): readonly Slot[] {
  const given = call.call.args.flatMap((argument): readonly Slot[] => {
    if (argument.kind === 'named' || argument.kind === 'spread-named') return []
    const list = listBehind(call, argument.value)
    if (list !== null) return list
    return [argument.kind === 'spread' ? UNKNOWN : argument.value]
  })
  return hasText ? given.slice(1) : given
}

function listBehind({ module, function: fn }: Scope, slot: Slot, depth = 0): readonly Slot[] | null {
  if (depth > DEEPEST) return null
  const [only, ...more] = definitionsOf(module, fn, slot)
  if (only?.kind !== 'instruction' || more.length > 0) return null
  const { instruction } = only
  if (instruction.op === 'move') return listBehind({ module, function: fn }, instruction.src, depth + 1)
  if (instruction.op !== 'list') return null
  return instruction.items.map((item, index) => (instruction.spreads[index] === true ? UNKNOWN : item))
}
