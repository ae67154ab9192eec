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
  for (const candidate of methodsNamed(denoter, name)) {
    if (candidate.class === owner) continue
    const fits =
      descends(denoter, candidate.module, candidate.class, owner, 0) ||
      methods.every((one) => candidate.class.members.some((member) => member.name === one))
    if (fits) found.push(candidate)
    if (found.length >= MOST) break
  }
  return found
}

const indexes = new WeakMap<Denoter, ReadonlyMap<string, readonly Implementation[]>>()

/** The methods of this name in the program's classes of Python, in its order. */
function methodsNamed(denoter: Denoter, name: string): readonly Implementation[] {
  let index = indexes.get(denoter)
  if (index === undefined) {
    index = indexMethods(denoter)
    indexes.set(denoter, index)
  }
  return index.get(name) ?? []
}

function indexMethods(denoter: Denoter): ReadonlyMap<string, readonly Implementation[]> {
  const index = new Map<string, Implementation[]>()
  for (const module of denoter.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.classes) {
      const names = new Set<string>()
      for (const { kind, name, function: at } of owner.members) {
        if (kind !== 'method' || at < 0 || names.has(name)) continue
        names.add(name)
        const one = { module, class: owner, function: functionAt(module, at) }
        const known = index.get(name)
        if (known === undefined) index.set(name, [one])
        else known.push(one)
      }
    }
  }
  return index
}

function descends(denoter: Denoter, module: Module, candidate: IrClass, owner: IrClass, depth: number): boolean {
  return (
    depth < 6 &&
    denoter
      .bases(module, candidate)
      .some((base) => base.kind === 'class' && (base.class === owner || descends(denoter, base.module, base.class, owner, depth + 1)))
  )
}
