import type { Terminator } from '../ir/ir.ts'
import { leadsToRefusal } from './handler-guards.ts'
import { definitionBehind, type FunctionRef, type Reader } from './reader.ts'

/** `if (member.id === user.id) throw conflict('not yourself')`: what is refused is one's own row, and that of others goes on. */
export function refusesOneself(reader: Reader, target: FunctionRef, branch: Extract<Terminator, { op: 'branch' }>): boolean {
  const made = definitionBehind(target, branch.condition)?.instruction
  if (made?.op !== 'binary' || !/^(?:[!=]==?|is|is-not)$/.test(made.operator)) return false
  const [same, other] = /^(?:!|is-not)/.test(made.operator) ? [branch.else, branch.then] : [branch.then, branch.else]
  const throws = (side: number): boolean =>
    target.function.blocks[side]?.terminator.op === 'throw' || leadsToRefusal(reader, target, side, true, true)
  return throws(same) && !throws(other)
}
