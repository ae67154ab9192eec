import type { Activation } from './activation.ts'
import { NOTHING, type Test, type Value } from './value.ts'

const MOST_ITEMS = 4

/** `(a.scheme, a.netloc) == (b.scheme, b.netloc)`: true when each pair is; null for what is no pair of short lists. */
export function pairwise(act: Activation, left: Value, right: Value, equal: (left: Value, right: Value) => Test | null): Test | null {
  const [mine, theirs] = [itemsOf(act, left), itemsOf(act, right)]
  if (mine === null || mine.length !== theirs?.length) return null
  const facts = mine.flatMap((item, index) => equal(item, theirs[index] ?? NOTHING)?.whenTrue ?? [])
  return facts.length === 0 ? null : { whenTrue: facts, whenFalse: [] }
}

function itemsOf(act: Activation, value: Value): readonly Value[] | null {
  const list = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  if (list?.isExact !== true || list.length < 1 || list.length > MOST_ITEMS) return null
  return Array.from({ length: list.length }, (_, index) => list.entries.get(String(index)) ?? NOTHING)
}
