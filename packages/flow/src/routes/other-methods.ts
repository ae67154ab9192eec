import type { BlockIndex, Instruction, Terminator } from '../ir/ir.ts'
import { definitionBehind, type FunctionRef, type Reader, slotText, stringAt } from './reader.ts'

/** The instructions of a handler that run for other methods only: `if request.method == 'DELETE'` of a view that answers PATCH as well. */
export function instructionsOfOthers(reader: Reader, target: FunctionRef, method: string): ReadonlySet<Instruction> {
  const { blocks } = target.function
  const shut = new Map<BlockIndex, BlockIndex>()
  blocks.forEach(({ terminator }, index) => {
    const side = terminator.op === 'branch' ? otherSide(reader, target, terminator, method) : null
    if (side !== null) shut.set(index, side)
  })
  const others = new Set<Instruction>()
  if (shut.size === 0) return others
  const reached = new Set<BlockIndex>([0])
  for (const index of reached) {
    const block = blocks[index]
    if (block === undefined) continue
    for (const next of successors(block.terminator)) if (shut.get(index) !== next) reached.add(next)
    if (block.handler >= 0) reached.add(block.handler)
  }
  blocks.forEach(({ instructions }, index) => {
    if (!reached.has(index)) for (const one of instructions) others.add(one)
  })
  return others
}

function otherSide(
  reader: Reader,
  target: FunctionRef,
  terminator: Extract<Terminator, { op: 'branch' }>,
  method: string,
): BlockIndex | null {
  const compared = definitionBehind(target, terminator.condition)
  if (terminator.then === terminator.else || compared?.instruction.op !== 'binary') return null
  const { operator, left, right } = compared.instruction
  const isEqual = /^={2,3}$/.test(operator)
  if (!isEqual && !/^!==?$/.test(operator)) return null
  const named = stringAt(reader, compared.scope, right) ?? stringAt(reader, compared.scope, left)
  const asked = [left, right].some((slot) => /(?:^|\.)(?:request|req)\.method$/.test(slotText(reader, compared.scope, slot)))
  if (!asked || named === null) return null
  const isThis = named.toUpperCase() === method || (named.toUpperCase() === 'GET' && method === 'HEAD')
  return isThis === isEqual ? terminator.else : terminator.then
}

/** Where a block may go on. */
export function successors(terminator: Terminator): readonly BlockIndex[] {
  switch (terminator.op) {
    case 'jump':
      return [terminator.to]
    case 'branch':
      return [terminator.then, terminator.else]
    case 'next':
      return [terminator.body, terminator.exit]
    default:
      return []
  }
}
