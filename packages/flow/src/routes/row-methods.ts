import type { Denotation } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { callBehind, type FunctionRef, type Reader, type SeenCall } from './reader.ts'

const DEEPEST = 3

interface RowMethod {
  readonly method: Extract<Denotation, { readonly kind: 'function' }>
  /** The query that has brought the row. */
  readonly loaded: RouteEffect
}

/** The method of a record's class that is called on a row which a query, or a helper of the tree, has brought; null for other calls. */
export function rowMethod(reader: Reader, call: SeenCall, effectOf: (call: SeenCall) => RouteEffect | null): RowMethod | null {
  const { receiver, method } = call.call
  if (receiver < 0 || call.module.language !== 'python') return null
  const named = methodsNamed(reader, method)
  const query = named.length === 0 ? null : loadingCall(reader, call, receiver, 0)
  const loaded = query === null ? null : effectOf(query)
  const found = loaded === null ? undefined : named.find(({ class: owner }) => owner.name === loaded.of)
  if (loaded === null || found === undefined) return null
  return { method: { kind: 'function', module: found.module, function: functionAt(found.module, found.index), receiver: null }, loaded }
}

/** The query behind a value, in the function itself or in the helper that returns it. */
export function loadingCall(reader: Reader, scope: FunctionRef, slot: number, depth: number): SeenCall | null {
  const made = callBehind(reader, scope, slot)
  if (made === null || made.callee.kind !== 'function' || depth >= DEEPEST) return made
  const { module, function: helper } = made.callee
  for (const { terminator } of helper.blocks) {
    const inner = terminator.op === 'return' ? loadingCall(reader, { module, function: helper }, terminator.src, depth + 1) : null
    if (inner !== null) return inner
  }
  return null
}

interface Method {
  readonly module: Module
  readonly class: IrClass
  readonly index: number
}

const indexes = new WeakMap<Reader, ReadonlyMap<string, readonly Method[]>>()

function methodsNamed(reader: Reader, name: string): readonly Method[] {
  let index = indexes.get(reader)
  if (index === undefined) {
    index = indexMethods(reader)
    indexes.set(reader, index)
  }
  return index.get(name) ?? []
}

function indexMethods(reader: Reader): ReadonlyMap<string, readonly Method[]> {
  const index = new Map<string, Method[]>()
  for (const module of reader.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.classes)
      for (const { kind, name, function: at } of owner.members) {
        if (kind !== 'method' || at < 0 || name.startsWith('__')) continue
        const known = index.get(name)
        if (known === undefined) index.set(name, [{ module, class: owner, index: at }])
        else known.push({ module, class: owner, index: at })
      }
  }
  return index
}
