import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import type { Denoter } from './denote.ts'
import { functionAt } from './program.ts'

/** A method and where it stands. */
export interface Implementation {
  readonly module: Module
  readonly class: IrClass
  readonly function: IrFunction
}

const MOST = 4
const known = new WeakMap<IrFunction, readonly Implementation[]>()

/** What stands behind a method that a protocol or an abstract class of Python only declares; empty when it does something itself. */
export function implementationsOf(denoter: Denoter, module: Module, method: IrFunction): readonly Implementation[] {
  let found = known.get(method)
  if (found === undefined) {
    const owner = module.classes[method.ownerClass]
    found =
      owner !== undefined && module.language === 'python' && isDeclared(denoter, module, owner, method)
        ? collect(denoter, owner, method)
        : []
    known.set(method, found)
  }
  return found
}

/** `...` or `pass`, in a class whose bases say that others implement it, or under `@abstractmethod`. */
function isDeclared(denoter: Denoter, module: Module, owner: IrClass, method: IrFunction): boolean {
  const scope = { module, function: functionAt(module, Math.max(0, method.parent)) }
  const isAbstract = method.decorators.some((slot) => {
    const denoted = denoter.denote(scope, slot)
    return denoted.kind === 'library' && /(?:^|\.)abstractmethod$/.test(denoted.name)
  })
  const isEmpty = !method.blocks.some(({ instructions }) => instructions.some(({ op }) => op === 'call' || op === 'get' || op === 'index'))
  return isEmpty && (isAbstract || isProtocol(denoter, module, owner))
}

const isProtocol = (denoter: Denoter, module: Module, owner: IrClass): boolean =>
  denoter.bases(module, owner).some((base) => base.kind === 'library' && /^(?:typing(?:_extensions)?\.Protocol|abc\.ABC)$/.test(base.name))

function collect(denoter: Denoter, owner: IrClass, method: IrFunction): readonly Implementation[] {
  const name = method.name.slice(method.name.lastIndexOf('.') + 1)
  const methods = owner.members.filter(({ kind }) => kind === 'method').map((member) => member.name)
  const found: Implementation[] = []
  for (const module of denoter.program.modules) {
    if (module.language !== 'python') continue
    for (const candidate of module.classes) {
      if (candidate === owner || found.length >= MOST) continue
      const own = candidate.members.find((member) => member.kind === 'method' && member.name === name && member.function >= 0)
      if (own === undefined) continue
      const fits =
        descends(denoter, module, candidate, owner, 0) || methods.every((one) => candidate.members.some((member) => member.name === one))
      if (fits) found.push({ module, class: candidate, function: functionAt(module, own.function) })
    }
  }
  return found
}

function descends(denoter: Denoter, module: Module, candidate: IrClass, owner: IrClass, depth: number): boolean {
  return (
    depth < 6 &&
    denoter
      .bases(module, candidate)
      .some((base) => base.kind === 'class' && (base.class === owner || descends(denoter, base.module, base.class, owner, depth + 1)))
  )
}
