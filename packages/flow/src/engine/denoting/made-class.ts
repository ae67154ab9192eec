import type { Denotation } from '../denotation.ts'
import { classAt } from '../program.ts'

/** The class of which a function is the constructor, written in the old way; null for everything else. */
export function madeClass(denoted: Denotation): (Denotation & { kind: 'class' }) | null {
  if (denoted.kind !== 'function' || denoted.function.kind === 'method' || denoted.function.ownerClass < 0) return null
  const owner = classAt(denoted.module, denoted.function.ownerClass)
  const [first] = owner.members
  return first?.name === 'constructor' && first.function === denoted.function.index
    ? { kind: 'class', module: denoted.module, class: owner }
    : null
}
