import type { Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { effectOf } from '../routes/effects.ts'
import { decoratorsOf, entryOf, isConstant, isServed, nameOf, type SeenCall } from '../routes/reader.ts'
import { createTagReader } from '../routes/value-tags.ts'
import { argumentAt, type CallFinder, type PatternContext } from './context.ts'

const UNBOUNDED = /^(?:functools|methodtools|async_lru)\.(?:cache|cached_method)$/
const LRU = /^(?:functools\.lru_cache|methodtools\.lru_cache|async_lru\.alru_cache|aiocache\.cached|cachetools\.cached)\(\)$/
const MEMOIZE = /^(?:lodash\.memoize|lodash\/memoize|lodash\.memoize\.memoize|memoizee|p-memoize|mem|fast-memoize|micro-memoize)$/
/** Arguments of these types have few values. */
const FEW_VALUES = /^(?:bool|boolean|Literal|literal:.*)$/

/** Functions whose results are kept for every argument that anybody ever gives. */
export function memoizedFunctions(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      if (fn.decorators.length === 0 || !takesValues(fn)) continue
      for (const { scope, slot } of decoratorsOf(module, fn)) {
        const denoted = reader.denoter.denote(scope, slot)
        const name = nameOf(denoted)
        const made = denoted.kind === 'library' && denoted.origin !== null ? reader.seenCall(denoted.origin.call) : undefined
        const isOpen = UNBOUNDED.test(name) || (LRU.test(name) && made !== undefined && isUnbounded(context, made))
        if (!isOpen) {
          if (LRU.test(name) && made !== undefined) context.examineCall('cache-without-expiry', made)
        } else if (context.handlers.has(fn) || keepsEverybody(context, { module, function: fn }))
          context.emit({ module, function: fn }, made?.call.start ?? fn.start, made?.call.end ?? fn.start + 1, {
            kind: 'cache-without-expiry',
            cwe: 770,
            message: `${fn.name} keeps its result for every argument that it was ever called with`,
            details: { name: fn.name },
            confidence: 'medium',
          })
      }
    }
  }
}

/** Parameters of which there are as many values as there are users, rows or questions. */
const ENDLESS =
  /^(?:user|account|member|customer|client|tenant|email|token|session|address|query|question|search|term|url|ip|key|slug|username)$|(?:^|_)(?:id|ids|uuid|email|token|address|query|url|ip)$/i

/** A function that no route of the tree calls, but that asks a store or a service for what somebody's key names. */
function keepsEverybody({ reader }: PatternContext, scope: Scope): boolean {
  const { function: fn } = scope
  if (!fn.parameters.some(({ slot, name, type }) => slot !== fn.selfSlot && ENDLESS.test(name) && !FEW_VALUES.test(type?.name ?? '')))
    return false
  const tags = createTagReader(reader, new Map())
  return reader.callsIn(fn).some((call) => OUTSIDE.test(call.name) || effectOf(reader, call, tags) !== null)
}

const OUTSIDE = /^(?:requests|httpx|urllib|urllib3|aiohttp|boto3|redis|grpc)\b/

/** Whether what callers give decides how many results there are: a function without arguments has one. */
function takesValues(fn: IrFunction): boolean {
  return fn.parameters.some(({ slot, type }) => slot !== fn.selfSlot && !FEW_VALUES.test(type?.name ?? ''))
}

/** `lru_cache(maxsize=None)`, `cached({})`; each has a bound or an end by default otherwise. */
function isUnbounded(context: PatternContext, call: SeenCall): boolean {
  const first = argumentAt(context, call, 0, call.name.startsWith('cachetools') ? 'cache' : 'maxsize')
  if (/lru_cache$/.test(call.name)) return isConstant(first, null) && argumentAt(context, call, -1, 'ttl') === null
  return (
    call.name === 'cachetools.cached' &&
    ((first?.kind === 'dict' && first.entries.size === 0) || nameOf(first ?? { kind: 'unknown' }) === 'dict()')
  )
}

/** `memoize(load)` of a function that asks somebody: the map behind it only grows. */
export const memoizeCalls: CallFinder = (context, call) => {
  if (!MEMOIZE.test(call.name) || call.function.index !== 0) return
  const given = argumentAt(context, call, 0)
  if (given?.kind !== 'function' || !given.function.isAsync || !takesValues(given.function)) return
  const options = argumentAt(context, call, 1)
  const isBounded =
    options !== null &&
    (options.kind !== 'dict' || ['max', 'maxAge', 'maxSize', 'cache'].some((key) => entryOf(options, key) !== undefined))
  if (isBounded && !call.name.startsWith('lodash')) context.examineCall('cache-without-expiry', call)
  else
    context.emitCall(call, {
      kind: 'cache-without-expiry',
      cwe: 770,
      message: `${call.name} keeps a result for every argument`,
      confidence: 'low',
    })
}
