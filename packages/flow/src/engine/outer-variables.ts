import type { IrFunction, Module } from '../ir/ir.ts'

/** Functions that enclose another one, by their index; `all` where it cannot be told which of them count. */
export type Enclosing = ReadonlySet<number> | 'all'

const known = new WeakMap<Module, readonly Enclosing[]>()

/**
 * Enclosing functions, the module's body left out, whose variables a function or one written inside it reads or sets: what it does
 * depends on no others. Methods reach one another through their instance, so all that enclose a class count for what stands in it.
 */
export function outerVariables(module: Module, owner: IrFunction): Enclosing {
  let ofModule = known.get(module)
  if (ofModule === undefined) {
    ofModule = collect(module)
    known.set(module, ofModule)
  }
  return ofModule[owner.index] ?? 'all'
}

function collect(module: Module): readonly Enclosing[] {
  const found = module.functions.map(() => new Set<number>())
  for (const inner of module.functions) {
    for (const { instructions } of inner.blocks) {
      for (const instruction of instructions) {
        if ((instruction.op !== 'load-up' && instruction.op !== 'store-up') || instruction.function === 0) continue
        for (let at = inner.index; at > 0 && at !== instruction.function; at = module.functions[at]?.parent ?? -1)
          found[at]?.add(instruction.function)
      }
    }
  }
  return module.functions.map((owner, index) => (isInClass(module, owner) ? 'all' : (found[index] ?? 'all')))
}

function isInClass(module: Module, owner: IrFunction): boolean {
  for (let at: IrFunction | undefined = owner; at !== undefined; at = module.functions[at.parent])
    if (at.kind === 'class-body' || at.ownerClass >= 0) return true
  return false
}
