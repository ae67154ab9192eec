import type { Containers } from './heap.ts'
import type { Numbers } from './numbers.ts'
import type { ObjectState } from './state.ts'
import type { Hint, Value } from './value.ts'

type Heap = Pick<Containers, 'get'>

const known = new WeakMap<ObjectState, boolean>()
/** Containers nested deeper than this are not looked into. */
const DEEPEST = 12

/** Whether a value says nothing of parameters and local variables, so that it means the same in every function. */
export function isClosed(value: Value, heap: Heap, numbers: Numbers, depth = 0): boolean {
  if (value.test !== null) return false
  for (const taint of value.taints) if (taint.label.kind === 'parameter') return false
  if (value.number !== 0 && numbers.path(value.number) !== null) return false
  if (value.hint !== null && !isClosedHint(value.hint, heap, numbers, depth)) return false
  if (value.objects.length === 0) return true
  return depth < DEEPEST && value.objects.every((id) => isClosedObject(heap.get(id), heap, numbers, depth + 1))
}

function isClosedObject(object: ObjectState | undefined, heap: Heap, numbers: Numbers, depth: number): boolean {
  if (object === undefined) return true
  const answer = known.get(object)
  if (answer !== undefined) return answer
  known.set(object, true)
  let closed = object.base === null && (object.rest === null || isClosed(object.rest, heap, numbers, depth))
  if (closed) for (const entry of object.entries.values()) if (!isClosed(entry, heap, numbers, depth)) closed = false
  known.set(object, closed)
  return closed
}

function isClosedHint(hint: Hint, heap: Heap, numbers: Numbers, depth: number): boolean {
  if (depth > DEEPEST) return false
  switch (hint.kind) {
    case 'function':
      if (hint.environment !== null && hint.environment.parent !== null) return false
      return (
        (hint.receiver === null || isClosed(hint.receiver, heap, numbers, depth + 1)) &&
        hint.bound.every((value) => isClosed(value, heap, numbers, depth + 1))
      )
    case 'library': {
      const { details } = hint
      if (details === null) return true
      if (details.receiver !== null && !isClosed(details.receiver, heap, numbers, depth + 1)) return false
      for (const value of details.named.values()) if (!isClosed(value, heap, numbers, depth + 1)) return false
      return details.args.every((value) => isClosed(value, heap, numbers, depth + 1))
    }
    case 'choice':
      return hint.hints.every((one) => isClosedHint(one, heap, numbers, depth + 1))
    default:
      return true
  }
}
