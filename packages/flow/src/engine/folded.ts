import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { NO_ARGUMENTS } from './call-function.ts'
import { callGiven } from './call-given.ts'
import { elementOf } from './containers.ts'
import { itemsInOrder } from './items-in-order.ts'
import { joinValues, NOTHING, sameValue, type Value } from './value.ts'

const MOST_ROUNDS = 3
const MOST_ITEMS = 6

/** What a function makes of the items of a list, one after the other, from a first value, or from the first item where none is given. */
export function folded(act: Activation, callee: Value | undefined, list: Value, initial: Value | undefined, use: CallUse): Value {
  const step = (before: Value, item: Value): Value =>
    callGiven(act, callee, { ...NO_ARGUMENTS, positional: [before, item] }, use) ?? NOTHING
  const items = use.method === 'reduceRight' ? null : itemsInOrder(act, list)
  if (items !== null && items.length > 0 && items.length <= MOST_ITEMS && list.objects.length === 1) {
    const [first = NOTHING, ...rest] = initial === undefined ? items : [initial, ...items]
    return rest.reduce(step, first)
  }
  const item = elementOf(act, list, use.instruction)
  let made = step(initial ?? item, item)
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const next = joinValues(made, step(made, item))
    if (sameValue(next, made)) break
    made = next
  }
  return initial === undefined ? joinValues(item, made) : joinValues(initial, made)
}
