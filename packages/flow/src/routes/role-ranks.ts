import type { Denotation } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import { viewOf } from './function-view.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'
import { createTagReader, IDENTITY } from './value-tags.ts'

const ROLE_KEY = /^(?:roles?|rank|grade|duty|level)$/i

/** Whether code of JavaScript reads what the caller is: `rank[req.person.role] < rank[least]`, `roles.includes(req.user.role)`. */
export function readsRole(reader: Reader, target: FunctionRef): boolean {
  if (target.module.language !== 'javascript' || !viewOf(target.function).operations.has('get')) return false
  const { tags } = createTagReader(reader, new Map())
  return target.function.blocks.some(({ instructions }) =>
    instructions.some((one) => one.op === 'get' && ROLE_KEY.test(one.key) && (tags(target, one.object) & IDENTITY) !== 0),
  )
}

/**
 * Whether a guard is made for the lowest rank there is, which whoever is signed in has: `admit()` where `least = 'visitor'` and
 * `{ visitor: 0, mender: 1 }`, `atLeast('reader')` where `['reader', 'writer']`.
 */
export function isLowestRank(reader: Reader, call: SeenCall): boolean {
  if (call.callee.kind !== 'function') return false
  const { module, function: fn } = call.callee
  const words = fn.parameters.flatMap(({ slot, defaultValue }, index): Denotation[] => {
    const given = slot === fn.selfSlot ? undefined : call.call.args[index]
    if (given !== undefined) return [reader.denoter.denote(call, given.value)]
    return defaultValue === null
      ? []
      : [reader.denoter.denote({ module, function: functionAt(module, defaultValue.function) }, defaultValue.slot)]
  })
  const ranks = ranksOf(reader, call.callee)
  return words.some((word) => word.kind === 'constant' && typeof word.value === 'string' && ranks.some((lowest) => lowest === word.value))
}

/** The first of each order of names that the module of a guard has. */
function ranksOf(reader: Reader, { module }: FunctionRef): readonly string[] {
  const top = functionAt(module, 0)
  const scope = { module, function: top }
  return [...top.names.keys()].flatMap((slot) => {
    const denoted = reader.denoter.denote(scope, slot)
    if (denoted.kind === 'dict') return lowestOf(denoted)
    const [first] = denoted.kind === 'list' ? denoted.items : []
    return first?.kind === 'constant' && typeof first.value === 'string' ? [first.value] : []
  })
}

function lowestOf({ entries }: Denotation & { kind: 'dict' }): readonly string[] {
  const numbers = [...entries].flatMap(([key, value]) =>
    value.kind === 'constant' && typeof value.value === 'number' ? [{ key, rank: value.value }] : [],
  )
  if (numbers.length < 2 || numbers.length !== entries.size) return []
  const least = Math.min(...numbers.map(({ rank }) => rank))
  return numbers.filter(({ rank }) => rank === least).map(({ key }) => key)
}
