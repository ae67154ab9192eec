import { functionAt } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { itemsOf } from './python-routers.ts'
import { type FunctionRef, nameOf, type Reader, type SlotRef } from './reader.ts'

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const

export interface ViewMethod {
  readonly verb: string
  readonly method: FunctionRef
}

/** The methods of a view class that answer requests, its bases of the tree included. */
export function viewMethods(reader: Reader, module: Module, owner: IrClass): readonly ViewMethod[] {
  return VERBS.flatMap((verb) => {
    const found = memberFunction(reader, module, owner, verb)
    return found === null ? [] : [{ verb: verb.toUpperCase(), method: found }]
  })
}

export function memberFunction(reader: Reader, module: Module, owner: IrClass, name: string): FunctionRef | null {
  const found = reader.denoter.member({ kind: 'class', module, class: owner }, name)
  return found.kind === 'function' ? { module: found.module, function: found.function } : inheritedFunction(reader, module, owner, name)
}

/** The method of a base of the tree that stands behind bases of libraries: `class Delete(LoginRequiredMixin, OwnedMixin, DeleteView)`. */
function inheritedFunction(reader: Reader, module: Module, owner: IrClass, name: string, depth = 0): FunctionRef | null {
  const own = owner.members.find((member) => member.name === name && member.function >= 0)
  if (own !== undefined) return { module, function: functionAt(module, own.function) }
  if (depth > 6) return null
  for (const base of reader.denoter.bases(module, owner)) {
    const found = base.kind === 'class' ? inheritedFunction(reader, base.module, base.class, name, depth + 1) : null
    if (found !== null) return found
  }
  return null
}

/** The items of a list that a class has as an attribute, its bases of the tree included. */
export function classFieldItems(reader: Reader, module: Module, owner: IrClass, field: string, depth = 0): readonly SlotRef[] {
  const found = classField(reader, module, owner, field, depth)
  return found === null ? [] : itemsOf(found.scope, found.slot)
}

/** Where a class gets an attribute from. */
export function classField(reader: Reader, module: Module, owner: IrClass, field: string, depth = 0): SlotRef | null {
  const member = owner.members.find((candidate) => candidate.name === field && candidate.kind === 'field')
  if (member !== undefined && member.slot >= 0) return { scope: { module, function: functionAt(module, owner.body) }, slot: member.slot }
  if (depth > 6) return null
  for (const base of reader.denoter.bases(module, owner)) {
    const inherited = base.kind === 'class' ? classField(reader, base.module, base.class, field, depth + 1) : null
    if (inherited !== null) return inherited
  }
  return null
}

/** Names of the library classes that a class descends from. */
export function viewBases(reader: Reader, module: Module, owner: IrClass, depth = 0): readonly string[] {
  if (depth > 6) return []
  return reader.denoter.bases(module, owner).flatMap((base) => {
    if (base.kind === 'class') return viewBases(reader, base.module, base.class, depth + 1)
    const name = nameOf(base)
    return name === '' ? [] : [name]
  })
}
