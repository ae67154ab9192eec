import type { IrFunction, Module } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'
import { type Range, textOf } from './place.ts'
import { type CallInstruction, lineAt } from './program.ts'

/** Of a chain over several lines the call itself: `.where(...)`, not the line where the chain begins. */
export function linkOfChain(module: Module, owner: IrFunction, call: CallInstruction): Range {
  if (call.receiver < 0 || lineAt(module, call.start) === lineAt(module, call.end)) return call
  const [made, ...others] = definitionsOf(module, owner, call.receiver)
  if (made?.kind !== 'instruction' || others.length > 0) return call
  const { end } = made.instruction
  if (end <= call.start || end >= call.end) return call
  const gap = /^\s*/.exec(textOf(module).slice(end, call.end))?.[0].length ?? 0
  return { start: end + gap, end: call.end }
}
