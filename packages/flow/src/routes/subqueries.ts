import type { Slot } from '../ir/ir.ts'
import { callsGiven } from './query-chains.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'

/** Takes one row of the query that it is given. */
const ASKS_FOR_ONE = /(?:^|\.)a?get_object_or_404$/
const FILTERS = /^(?:filter|exclude|get|aget|count|exists|update|aggregate|annotate|Q)$/

/**
 * A query of Django that is only handed on: `get_object_or_404(visible, pk=pk)`, `filter(application__in=visible)`. Its rows are asked for where
 * it is used, one of them or as part of another query.
 */
export function isSubquery(reader: Reader, target: FunctionRef, call: SeenCall): boolean {
  if (target.module.language !== 'python') return false
  const isIt = (slot: Slot): boolean => callsGiven(reader, target, slot, 0).includes(call)
  let isHandedOn = false
  for (const other of reader.callsIn(target.function)) {
    if (other === call) continue
    if (other.call.receiver >= 0 && isIt(other.call.receiver)) return false
    for (const argument of other.call.args) {
      if (!isIt(argument.value)) continue
      const isPart =
        (argument.kind === 'positional' && ASKS_FOR_ONE.test(other.name)) ||
        (argument.kind === 'named' && FILTERS.test(other.method || other.name))
      if (!isPart) return false
      isHandedOn = true
    }
  }
  return (
    isHandedOn &&
    target.function.blocks.every(
      ({ terminator }) => !(terminator.op === 'return' && isIt(terminator.src)) && !(terminator.op === 'next' && isIt(terminator.iterable)),
    )
  )
}
