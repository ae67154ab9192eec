import type { Activation } from './activation.ts'
import { HALF } from './kinds.ts'
import type { Fact, Value } from './value.ts'

/** What holds of an address where its second character is none of these: `target[1:2] not in ('/', '\\')`, `next[1] != '/'`. */
export function secondCharacterFacts({ engine }: Activation, item: Value, refused: readonly unknown[]): readonly Fact[] {
  const cut = engine.numbers.parent(item.number)
  if (cut === undefined || !/^(?:\[1:2\]|1)$/.test(cut.key) || !refused.includes('/')) return []
  return [{ number: cut.base, cleared: HALF.notDoubleSlash, weak: null }]
}
