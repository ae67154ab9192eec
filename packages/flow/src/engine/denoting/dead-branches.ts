import type { BlockIndex, Instruction, IrFunction } from '../../ir/ir.ts'
import type { Denoter } from '../denote.ts'
import type { Scope } from '../program.ts'

/** What never runs, because a condition made of constants decides otherwise. */
export class DeadBranches {
  readonly #denoter: Denoter
  /** `null` marks a function whose conditions are being read. */
  readonly #dead = new Map<IrFunction, ReadonlySet<Instruction> | null>()

  constructor(denoter: Denoter) {
    this.#denoter = denoter
  }

  has(scope: Scope, instruction: Instruction): boolean {
    let dead = this.#dead.get(scope.function)
    if (dead === undefined) {
      this.#dead.set(scope.function, null)
      dead = this.#deadOf(scope)
      this.#dead.set(scope.function, dead)
    }
    return dead?.has(instruction) ?? false
  }

  #deadOf(scope: Scope): ReadonlySet<Instruction> {
    const { blocks } = scope.function
    const decided = new Map<BlockIndex, BlockIndex>()
    blocks.forEach(({ terminator }, index) => {
      if (terminator.op !== 'branch') return
      const condition = this.#denoter.denote(scope, terminator.condition)
      if (condition.kind === 'constant') decided.set(index, condition.value ? terminator.then : terminator.else)
    })
    const dead = new Set<Instruction>()
    if (decided.size === 0) return dead
    const alive = new Set<BlockIndex>()
    const open: BlockIndex[] = [0]
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const block = blocks[index]
      if (block === undefined || alive.has(index)) continue
      alive.add(index)
      if (block.handler >= 0) open.push(block.handler)
      const only = decided.get(index)
      if (only !== undefined) open.push(only)
      else if (block.terminator.op === 'branch') open.push(block.terminator.then, block.terminator.else)
      else if (block.terminator.op === 'next') open.push(block.terminator.body, block.terminator.exit)
      else if (block.terminator.op === 'jump') open.push(block.terminator.to)
    }
    blocks.forEach(({ instructions }, index) => {
      if (!alive.has(index)) for (const instruction of instructions) dead.add(instruction)
    })
    return dead
  }
}
