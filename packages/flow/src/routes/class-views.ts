import { functionAt } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { itemsOf } from './python-routers.ts'
import { type FunctionRef, nameOf, type Reader, type SlotRef, slotText } from './reader.ts'

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

/** A method of a class and those of its bases in the tree that it calls in turn: `super().get_queryset().filter(...)` of a mixin's. */
export function memberFunctions(reader: Reader, module: Module, owner: IrClass, name: string): readonly FunctionRef[] {
  const found: FunctionRef[] = []
  const first = memberFunction(reader, module, owner, name)
  for (let at = first; at !== null; ) {
    found.push(at)
    const last: FunctionRef = at
    const goesOn = reader
      .callsIn(last.function)
      .some((call) => call.method === name && call.call.receiver >= 0 && /^super\b/.test(slotText(reader, call, call.call.receiver)))
    at = goesOn
      ? (definitionsAlong(reader, module, owner, name).find((one) => !found.some((seen) => seen.function === one.function)) ?? null)
      : null
  }
  return found
}

function definitionsAlong(reader: Reader, module: Module, owner: IrClass, name: string, depth = 0): readonly FunctionRef[] {
  const own = owner.members.find((member) => member.name === name && member.function >= 0)
  const above =
    depth > 6
      ? []
      : reader.denoter
          .bases(module, owner)
          .flatMap((base) => (base.kind === 'class' ? definitionsAlong(reader, base.module, base.class, name, depth + 1) : []))
  return own === undefined ? above : [{ module, function: functionAt(module, own.function) }, ...above]
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
