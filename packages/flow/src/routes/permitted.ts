import { definitionsOf } from '../engine/definitions.ts'
import type { BlockIndex, Instruction, Slot, Terminator } from '../ir/ir.ts'
import { successors } from './other-methods.ts'
import { definitionBehind, type FunctionRef, isConstant, type Reader, textAt } from './reader.ts'
import { BODY, CHOSEN, IDENTITY, type TagReader } from './value-tags.ts'

/**
 * The instructions of a handler that run only where a condition on the caller held: `if request.user.has_perm('x'): row.delete()`. Nobody is
 * refused there, and strangers do not get that far either.
 */
export function permittedInstructions(reader: Reader, target: FunctionRef, tags: TagReader): ReadonlySet<Instruction> {
  const { blocks } = target.function
  const shut = new Map<BlockIndex, BlockIndex>()
  blocks.forEach(({ terminator }, index) => {
    if (terminator.op !== 'branch') return
    const side = permittedSide(reader, target, tags, terminator)
    if (side !== null) shut.set(index, side)
  })
  const permitted = new Set<Instruction>()
  if (shut.size === 0) return permitted
  const reached = new Set<BlockIndex>([0])
  for (const index of reached) {
    const block = blocks[index]
    if (block === undefined) continue
    for (const next of successors(block.terminator)) if (shut.get(index) !== next) reached.add(next)
    if (block.handler >= 0) reached.add(block.handler)
  }
  blocks.forEach(({ instructions }, index) => {
    if (!reached.has(index)) for (const one of instructions) permitted.add(one)
  })
  return permitted
}

/** The side of a branch on which the caller is known; null where the condition says nothing of the caller, or not for certain. */
function permittedSide(
  reader: Reader,
  target: FunctionRef,
  tags: TagReader,
  terminator: Extract<Terminator, { op: 'branch' }>,
): BlockIndex | null {
  if (terminator.then === terminator.else) return null
  const condition = tags.tags(target, terminator.condition)
  if ((condition & IDENTITY) === 0) return null
  const text = textAt(reader, target.module, terminator.start, terminator.end, 300)
  // `a or b` holds for strangers where b does.
  if (/\bor\b|\|\||\?\?|\?.*:/.test(text)) return null
  const holds = saysKnown(reader, target, tags, terminator.condition, 0)
  return holds === null ? null : holds ? terminator.then : terminator.else
}

/** Whether a true value means that the caller is known (true), that nobody is (false), or nothing (null). */
function saysKnown(reader: Reader, target: FunctionRef, tags: TagReader, slot: Slot, depth: number): boolean | null {
  if (depth > DEEPEST) return null
  const definitions = definitionsOf(target.module, target.function, slot)
  // `a and b`: either of them says it.
  if (definitions.length > 1) {
    const said = definitions.map((one) =>
      one.kind === 'instruction' && one.instruction.op === 'move' ? saysKnown(reader, target, tags, one.instruction.src, depth + 1) : null,
    )
    return said.includes(false) ? null : said.includes(true) ? true : null
  }
  const tagged = tags.tags(target, slot)
  const behind = definitionBehind(target, slot)?.instruction
  if (behind?.op === 'unary' && /^(?:not|!)$/.test(behind.operator)) {
    const inner = saysKnown(reader, target, tags, behind.operand, depth + 1)
    return inner === null ? null : !inner
  }
  if ((tagged & IDENTITY) === 0 || (tagged & (BODY | CHOSEN)) !== 0) return null
  if (behind?.op !== 'binary') return true
  const isNothing = [behind.left, behind.right].some((side) => {
    const denoted = reader.denoter.denote(target, side)
    return isConstant(denoted, null) || (denoted.kind === 'constant' && denoted.value === undefined)
  })
  const isEqual = /^(?:===?|is|in)$/.test(behind.operator)
  const isUnequal = /^(?:!==?|is not|not in)$/.test(behind.operator)
  if (isNothing) return isEqual ? false : isUnequal ? true : null
  return isEqual ? true : isUnequal ? false : null
}

const DEEPEST = 6
