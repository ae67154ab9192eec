import type { Scope } from '../engine/program.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { isServed, type Reader } from '../routes/reader.ts'
import { withCallbacks } from './server-sessions.ts'

const DEEPEST = 4

/**
 * The functions that run when one does, as far as the tree shows: those that it calls and those written inside it. Where a method is called on
 * what cannot be told, every method of that name counts: who asks whether something is done anywhere must not overlook a place.
 */
export function reachedFrom(reader: Reader, start: Scope, deepest = DEEPEST): readonly Scope[] {
  const found = new Map<IrFunction, Scope>()
  let level: readonly Scope[] = [start]
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    const fresh = level.flatMap(withCallbacks).filter((scope) => !found.has(scope.function))
    for (const scope of fresh) found.set(scope.function, scope)
    level = fresh.flatMap((scope) =>
      reader.callsIn(scope.function).flatMap(({ callee, name, method }): readonly Scope[] => {
        if (callee.kind === 'function') return [callee]
        if (callee.kind === 'class') return constructorsOf(callee.module, callee.class.name)
        return name === '' && method !== '' ? methodsNamed(reader, method) : []
      }),
    )
  }
  return [...found.values()]
}

/** The source of the functions that run when one does. */
export function reachedText(reader: Reader, start: Scope, deepest = DEEPEST): string {
  return reachedFrom(reader, start, deepest)
    .map(({ module, function: fn }) => reader.textOf(module.file).slice(fn.start, fn.end))
    .join('\n')
}

function constructorsOf(module: Module, owner: string): readonly Scope[] {
  return module.functions
    .filter(({ name }) => name === `${owner}.__init__` || name === `${owner}.constructor`)
    .map((fn) => ({ module, function: fn }))
}

const methods = new WeakMap<Reader, ReadonlyMap<string, readonly Scope[]>>()
/** A name that so many have says nothing. */
const MOST_OF_A_NAME = 8

function methodsNamed(reader: Reader, name: string): readonly Scope[] {
  const all = methods.get(reader) ?? readMethods(reader)
  methods.set(reader, all)
  const found = all.get(name) ?? []
  return found.length > MOST_OF_A_NAME ? [] : found
}

function readMethods(reader: Reader): ReadonlyMap<string, readonly Scope[]> {
  const scopes = reader.program.modules
    .filter(({ file }) => isServed(reader, file))
    .flatMap((module) => module.functions.filter(({ kind }) => kind === 'method').map((fn): Scope => ({ module, function: fn })))
  return Map.groupBy(scopes, ({ function: { name } }) => name.slice(name.lastIndexOf('.') + 1))
}
