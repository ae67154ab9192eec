import type { Activation } from './activation.ts'
import { joinValues, type Value } from './value.ts'

/** More than this are as good as a list of unknown length. */
const MOST_ITEMS = 16

/**
 * The items of a list, or of one of several lists, each at its place; null where it cannot be told. What was only added on some ways
 * (`if branch: line.append(...)`) stands at the end as an item that may be there.
 */
export function itemsInOrder(act: Activation, value: Value): readonly Value[] | null {
  if (value.objects.length === 0 || value.taints.length > 0) return null
  const items: Value[] = []
  for (const id of value.objects) {
    const list = act.object(id)
    // A set of Python has no order.
    if (list?.shape === 'set' && list.entries.size > 1 && act.frame.module.language === 'python') return null
    if (list === undefined || list.shape === 'dict' || !list.isExact || list.rest !== null || list.entries.size > MOST_ITEMS) return null
    for (let index = 0; index < list.entries.size; index++) {
      const item = list.entries.get(String(index))
      if (item === undefined) return null
      const other = items[index]
      items[index] = other === undefined ? item : joinValues(other, item)
    }
  }
  return items
}
