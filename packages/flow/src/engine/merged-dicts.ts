import type { Activation } from './activation.ts'
import { isDict, merge } from './container-methods.ts'
import { dictObject, makeObject } from './containers.ts'
import { ALL_KINDS, maskOf } from './kinds.ts'
import type { Range } from './place.ts'
import { clearTaints, joinTaints, NO_TAINTS, type Value } from './value.ts'

/** `defaults | given`, `ChainMap(given, defaults)`: one dictionary of several, in which what comes later stands; null where none is a dictionary. */
export function mergedDicts(act: Activation, parts: readonly Value[], part: string, at: Range): Value | null {
  if (!parts.some((value) => isDict(act, value))) return null
  const made = makeObject(act, at, part, dictObject(new Map(), null))
  let taints = NO_TAINTS
  for (const value of parts) {
    merge(act, made, value, at)
    taints = joinTaints(taints, value.taints)
  }
  // Whoever sent one of them may name fields that nobody else does.
  return { ...made, taints: clearTaints(taints, ~maskOf('mass-assignment') & ALL_KINDS) }
}
