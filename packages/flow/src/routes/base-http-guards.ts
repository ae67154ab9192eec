import type { GuardFact } from '../facts.ts'
import type { Block, Slot } from '../ir/ir.ts'
import { statusesOfBlock } from './guard-statuses.ts'
import { leadsToRefusal } from './handler-guards.ts'
import { definitionBehind, type FunctionRef, placeAt, type Reader } from './reader.ts'
import { CREDENTIAL, createTagReader, IDENTITY, REQUEST } from './value-tags.ts'

/** `if not self.authorized(): ...`: a method of the handler that asks for a credential, and a way that ends with the refusal. */
export function helperGuards(reader: Reader, target: FunctionRef): readonly GuardFact[] {
  return target.function.blocks.flatMap(({ terminator }): readonly GuardFact[] => {
    if (terminator.op !== 'branch') return []
    const helper = helperBehind(reader, target, terminator.condition)
    if (helper === null || !asksForCredential(reader, helper)) return []
    const answers = helper.function.blocks.some((block) => isRefusal(statusesOfBlock(reader, helper, block)))
    const refuses = [terminator.then, terminator.else].some(
      (side) => leadsToRefusal(reader, target, side, false, true) || (answers && returnsAtOnce(target.function.blocks[side])),
    )
    const place = placeAt(reader, target, terminator.start, terminator.end)
    return refuses ? [{ kind: 'authentication', name: helper.function.name, place, level: 'handler', proof: 'refuses' }] : []
  })
}

const isRefusal = (statuses: readonly number[]): boolean => statuses.includes(401) || statuses.includes(403)

const returnsAtOnce = (block: Block | undefined): boolean => block?.terminator.op === 'return' && block.instructions.length < 4

/** The method of the same object whose answer a condition is. */
function helperBehind(reader: Reader, target: FunctionRef, condition: Slot): FunctionRef | null {
  const found = definitionBehind(target, condition)?.instruction
  if (found?.op === 'unary' && found.operator === 'not') return helperBehind(reader, target, found.operand)
  const seen = found?.op === 'call' && found.receiver === target.function.selfSlot ? reader.seenCall(found) : undefined
  return seen?.callee.kind === 'function' ? { module: seen.callee.module, function: seen.callee.function } : null
}

/** Whether what it answers, or the way it takes, depends on what the request says of the caller. */
function asksForCredential(reader: Reader, helper: FunctionRef): boolean {
  const { function: fn } = helper
  const tags = createTagReader(reader, new Map([[fn, new Map([[fn.selfSlot, REQUEST]])]]))
  return fn.blocks.some(({ terminator }) => {
    const slot = terminator.op === 'branch' ? terminator.condition : terminator.op === 'return' ? terminator.src : -1
    return slot >= 0 && (tags.tags(helper, slot) & (IDENTITY | CREDENTIAL)) !== 0
  })
}
