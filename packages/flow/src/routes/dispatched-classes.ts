import type { GuardFact } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { memberFunction } from './class-views.ts'
import { handlerGuards } from './handler-guards.ts'
import { comparesToken } from './own-protection.ts'
import { type FunctionRef, type Reader, type SeenCall, slotText } from './reader.ts'
import { createTagReader } from './value-tags.ts'

/** Views that are classes of the tree without `as_view`: a function of the tree makes the object for each request and calls a method of it. */

const MOST_METHODS = 40
const entries = new WeakMap<Reader, ReadonlySet<string>>()

/** What the methods refuse that run before or in the one that answers, as the class and its bases have them. */
export function dispatchedBy(
  reader: Reader,
  module: Module,
  owner: IrClass,
): { readonly guards: readonly GuardFact[]; readonly csrf: 'protected' | null } {
  const tags = createTagReader(reader, new Map())
  const run = methodsRun(reader, module, owner)
  const asksForToken = run.some((target) => comparesToken(reader, { target, manner: 'returns' }))
  return { guards: run.flatMap((method) => handlerGuards(reader, method, tags)), csrf: asksForToken ? 'protected' : null }
}

/** The method by which the object is asked, and those of its own that it calls in turn: `process` calls `_check_access`, whichever class has it. */
function methodsRun(reader: Reader, module: Module, owner: IrClass): readonly FunctionRef[] {
  const open = [...entryNames(reader)].flatMap((name) => memberFunction(reader, module, owner, name) ?? [])
  const run = new Map<FunctionRef['function'], FunctionRef>()
  while (open.length > 0 && run.size < MOST_METHODS) {
    const method = open.pop()
    if (method === undefined || run.has(method.function)) continue
    run.set(method.function, method)
    for (const call of reader.callsIn(method.function)) {
      const next = ownMethod(reader, module, owner, call)
      if (next !== null) open.push(next)
    }
  }
  return [...run.values()]
}

/** `self.check()` is what the class itself has under that name; `Base.check(self)` and `super().check()` are what stands there. */
function ownMethod(reader: Reader, module: Module, owner: IrClass, call: SeenCall): FunctionRef | null {
  const { receiver, args } = call.call
  const self = call.function.selfSlot
  if (receiver >= 0 && receiver === self) return memberFunction(reader, module, owner, call.method)
  const isOfBase = args[0]?.value === self || (receiver >= 0 && /^super\b/.test(slotText(reader, call, receiver)))
  return isOfBase && call.callee.kind === 'function' ? { module: call.callee.module, function: call.callee.function } : null
}

/** `view_class().process()` with a class that the function was given: the names by which views are asked. */
function entryNames(reader: Reader): ReadonlySet<string> {
  const known = entries.get(reader)
  if (known !== undefined) return known
  const names = reader.calls.flatMap((call) => (asksGivenClass(reader, call) ? [call.method] : []))
  const found = new Set(names)
  entries.set(reader, found)
  return found
}

function asksGivenClass(reader: Reader, call: SeenCall): boolean {
  if (call.module.language !== 'python' || call.call.receiver < 0) return false
  const made = /^(\w+)\(/.exec(slotText(reader, call, call.call.receiver))?.[1]
  if (made === undefined) return false
  for (let at = call.function; at.index !== 0; ) {
    if (at.parameters.some(({ name, slot }) => name === made && slot !== at.selfSlot)) return true
    const outer = call.module.functions[at.parent]
    if (outer === undefined) return false
    at = outer
  }
  return false
}
