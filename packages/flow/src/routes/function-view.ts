import type { CallInstruction, Scope } from '../engine/program.ts'
import type { BlockIndex, Instruction, IrFunction, Terminator } from '../ir/ir.ts'

/** A function with the indexes that its readers share. */
export interface FunctionView {
  /** Calls in the order of the source. */
  readonly calls: readonly CallInstruction[]
  /** Operations that stand in it: who looks for others can pass it over. */
  readonly operations: ReadonlySet<Instruction['op']>
}

const views = new WeakMap<IrFunction, FunctionView>()

/** The view of a function, made once. */
export function viewOf(fn: IrFunction): FunctionView {
  const known = views.get(fn)
  if (known !== undefined) return known
  const calls: CallInstruction[] = []
  const operations = new Set<Instruction['op']>()
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) {
      operations.add(instruction.op)
      if (instruction.op === 'call') calls.push(instruction)
    }
  }
  calls.sort((a, b) => a.start - b.start || a.end - b.end)
  const view = { calls, operations }
  views.set(fn, view)
  return view
}

/** The block in which an instruction stands; -1 when it is of another function. */
export function blockOf(fn: IrFunction, instruction: Instruction): BlockIndex {
  return fn.blocks.findIndex(({ instructions }) => instructions.includes(instruction))
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
