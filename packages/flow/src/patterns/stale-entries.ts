import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { effectsOf } from '../routes/effects.ts'
import { callBehind, definitionBehind, type Reader, type SeenCall, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { keyGiven, ownParameters, type ReadThrough, readThroughs } from './read-through.ts'

/**
 * Rows that are kept in a cache, forgotten where one route changes them, and left there where another one deletes them: `remember(memberKey(id),
 * 600, ...)` and `DELETE FROM members` without `forget(memberKey(id))`.
 */
export function staleEntries(context: PatternContext): void {
  const { reader } = context
  for (const cache of readThroughs(reader)) {
    const forgetting = removersOf(reader, cache).flatMap((remover) => [...reader.callersOf(remover)])
    if (forgetting.length === 0) continue
    for (const caller of reader.callersOf(cache.scope.function)) {
      const shape = shapeOf(reader, caller, keyGiven(cache, caller))
      const tables = tablesOf(reader, cache, caller)
      if (shape === null || tables.size === 0) continue
      const ofShape = forgetting.filter((call) => call.call.args.some(({ value }) => shapeOf(reader, call, value) === shape))
      judgeWrites(context, tables, new Set(ofShape.map((call) => call.function)), caller)
    }
  }
}

const FORGETS = /^(?:forget|invalidate|evict|drop|remove|delete|del|bust|expire|clear|purge|reset)(?:[A-Z_]\w*)?$/

/** Functions beside the cache that take entries away by their key. */
function removersOf(reader: Reader, { scope: { module, function: own } }: ReadThrough): readonly IrFunction[] {
  return module.functions.filter(
    (fn) =>
      fn !== own &&
      fn.ownerClass === own.ownerClass &&
      fn.parent === own.parent &&
      FORGETS.test(fn.name.slice(fn.name.lastIndexOf('.') + 1)) &&
      ownParameters(fn).length > 0 &&
      reader.callersOf(fn).length > 0,
  )
}

/** How a key is made: by which function, or with which text at its beginning. */
function shapeOf(reader: Reader, scope: Scope, key: Slot): string | null {
  if (key < 0) return null
  const callee = callBehind(reader, scope, key)?.callee
  if (callee?.kind === 'function') return `${callee.module.file}:${callee.function.start}`
  const made = definitionBehind(scope, key)?.instruction
  const [first] = made?.op === 'template' ? made.parts : []
  if (typeof first === 'string') return first
  return made?.op === 'binary' && made.operator === '+' ? stringAt(reader, scope, made.left) : stringAt(reader, scope, key)
}

/** The tables that the computation of an entry reads. */
function tablesOf(reader: Reader, cache: ReadThrough, caller: SeenCall): ReadonlySet<string> {
  const name = ownParameters(cache.scope.function)[cache.load]?.name ?? ''
  const load = reader.denoter.argument(caller, caller.call, cache.load, name)
  if (load?.kind !== 'function') return new Set()
  const effects = effectsOf(reader, { module: load.module, function: load.function }, new Map())
  return new Set(effects.flatMap(({ kind, of }) => (of !== null && kind.startsWith('read') ? [of] : [])))
}

function judgeWrites(context: PatternContext, tables: ReadonlySet<string>, forgetting: ReadonlySet<IrFunction>, filled: SeenCall): void {
  const written = context.routes.flatMap(({ fact, handler }) => {
    const effects = fact.effects.filter(({ kind, of }) => of !== null && tables.has(of) && (kind === 'update' || kind === 'delete'))
    return handler === null || effects.length === 0 ? [] : [{ fact, handler, effects }]
  })
  const isForgotten = ({ handler }: (typeof written)[number]): boolean => reaches(context.reader, handler.function, forgetting, 0)
  if (!written.some(isForgotten)) return
  for (const route of written) {
    const removal = route.effects.find(({ kind }) => kind === 'delete')
    if (removal === undefined || isForgotten(route)) continue
    const { module, function: fn } = route.handler
    context.emit({ module, function: fn }, fn.start, fn.start + 1, {
      kind: 'cache-not-invalidated',
      cwe: 524,
      message: `${route.fact.method} ${route.fact.path} deletes ${removal.of}, and what is kept of them is not forgotten, as it is where they are changed`,
      details: { route: `${route.fact.method} ${route.fact.path}`, of: removal.of ?? '' },
      confidence: 'medium',
      about: { scope: filled, start: filled.call.start, end: filled.call.end, note: 'where it is kept' },
    })
  }
}

const DEEPEST = 3

function reaches(reader: Reader, fn: IrFunction, targets: ReadonlySet<IrFunction>, depth: number): boolean {
  if (targets.has(fn)) return true
  if (depth >= DEEPEST) return false
  return reader.callsIn(fn).some(({ callee }) => callee.kind === 'function' && reaches(reader, callee.function, targets, depth + 1))
}
