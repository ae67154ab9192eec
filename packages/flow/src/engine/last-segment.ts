import type { Activation } from './activation.ts'
import { INSIDE } from './kinds.ts'
import { clearTaints, type Value } from './value.ts'

/** The last part of what was split at its slashes, `name.split('/').pop()`: one name. */
export function lastSegment(act: Activation, parts: Value, last: Value): Value {
  return areSegments(act, parts) ? { ...last, taints: clearTaints(last.taints, INSIDE) } : last
}

/** Parts of a path that were put together with something else than slashes, `name.split('/').join('-')`: one name. */
export function joinedSegments(act: Activation, parts: Value, separator: Value, joined: Value): Value {
  const isOther = typeof separator.constant === 'string' && !separator.constant.includes('/')
  return isOther && areSegments(act, parts) ? { ...joined, taints: clearTaints(joined.taints, INSIDE) } : joined
}

function areSegments(act: Activation, parts: Value): boolean {
  return parts.number !== 0 && act.engine.numbers.relation(parts.number)?.relation === 'segments'
}
