import type { CallInstruction, Scope } from '../engine/program.ts'
import type { BlockIndex, Instruction, IrFunction, Terminator } from '../ir/ir.ts'

/** A function with the indexes that its readers share. */
export interface FunctionView {
  /** Calls in the order of the source. */
  readonly calls: readonly CallInstruction[]
  readonly blockOf: ReadonlyMap<Instruction, BlockIndex>
}

const views = new WeakMap<IrFunction, FunctionView>()

/** The view of a function, made once. */
export function viewOf(fn: IrFunction): FunctionView {
  const known = views.get(fn)
  if (known !== undefined) return known
  const calls: CallInstruction[] = []
  const blockOf = new Map<Instruction, BlockIndex>()
  fn.blocks.forEach((block, index) => {
    for (const instruction of block.instructions) {
      blockOf.set(instruction, index)
      if (instruction.op === 'call') calls.push(instruction)
    }
  })
  calls.sort((a, b) => a.start - b.start || a.end - b.end)
  const view = { calls, blockOf }
  views.set(fn, view)
  return view
}

export function ordinarySuccessors(terminator: Terminator): readonly BlockIndex[] {
  switch (terminator.op) {
    case 'jump':
      return [terminator.to]
    case 'branch':
      return terminator.then === terminator.else ? [terminator.then] : [terminator.then, terminator.else]
    case 'next':
      return [terminator.body, terminator.exit]
    default:
      return []
  }
}

/** The functions written directly inside one, by the instruction that makes them. */
export function innerFunctions(scope: Scope): readonly IrFunction[] {
  return scope.module.functions.filter((candidate) => candidate.parent === scope.function.index && candidate.index !== 0)
}
