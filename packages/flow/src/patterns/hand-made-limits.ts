import type { Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { isServed } from '../routes/reader.ts'
import { optionOf, type PatternContext } from './context.ts'

/** The header that a client writes itself, read as the address to count by. */
const CLIENT_HEADER = /["'`](?:x-forwarded-for|x-real-ip|x-client-ip|client-ip|true-client-ip|forwarded)["'`]/i
/** The last hop is the proxy's own word; a list of trusted ones decides which words count. */
const TAKES_LAST = /\.at\(\s*-1\s*\)|\.pop\(\)|\[\s*-1\s*\]|rsplit\(|trusted?_?prox|is_?trusted|prox(?:y|ies)_?count|(?:^|[^a-z])hops/i
/** What libraries ask for the name of a client. */
const KEY_METHOD = /(?:^|\.)(?:getTracker|get_tracker|keyGenerator|key_generator|get_cache_key|get_ident)$/
const TELLS = /retry[-_]?after/i

/** Limits that are written in the tree: by what they count, and whether they tell when to come back. */
export function handMadeLimits(context: PatternContext): void {
  const { reader } = context
  const served = reader.program.modules.filter(({ file }) => isServed(reader, file))
  const tellsAnywhere = served.some(({ file }) => TELLS.test(reader.textOf(file)))
  const keys = keyFunctions(context)
  for (const module of served) {
    if (!/429|TOO_MANY|TooMany|X-Forwarded|x-real-ip/i.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      const limits =
        fn.index !== 0 &&
        fn.kind !== 'class-body' &&
        counts(context, scope) &&
        !module.functions.some((inner) => inner.parent === fn.index && counts(context, { module, function: inner }))
      if (limits) judgeLimiter(context, scope, tellsAnywhere)
      if (limits || keys.has(fn) || KEY_METHOD.test(fn.name)) judgeKey(context, scope)
    }
  }
}

/** Whoever answers 429 after looking how many came before, itself or by a counter of the tree; a client that meets one compares. */
function counts(context: PatternContext, scope: Scope): boolean {
  const text = textOf(context, scope)
  return ANSWERS.test(text) && (COUNTS.test(text) || asksCounter(context, scope))
}

/** `if window.blocked(key)`, `window.add(key)`: a method of the tree that compares what came before with a limit. */
const asksCounter = (context: PatternContext, scope: Scope): boolean =>
  context.reader.callsIn(scope.function).some(({ callee }) => callee.kind === 'function' && REACHES_LIMIT.test(textOf(context, callee)))

const REACHES_LIMIT = /[<>]=?\s*(?:self\.|this\.)?_?(?:max|limit|most|allow|burst|quota)\w*/i

const ANSWERS =
  /(?:\bstatus(?:_?code)?\s*[:=](?!=)\s*|(?<!includes|has|indexOf)\(\s*|,\s*(?=429\s*[,)]))429\b|(?<!==\s*[\w.]*)(?:TOO_MANY_REQUESTS|TooManyRequests)/

const COUNTS =
  /\+\+|\+=\s*1|\+\s*1\b|>=?\s*[\w.]*(?:max|limit|most|allow|burst)|\b(?:incr|increment|hits|count)\w*\b|(?:limit|throttl|bucket|quota|rate)\w*["'`]?\]?\s*\.\s*(?:allows?|is_?allowed|hit|check|take|consume|(?:try_?)?acquire|exceed(?:s|ed)?|reached)\s*\(/i

const textOf = ({ reader }: PatternContext, { module, function: fn }: Scope): string => reader.textOf(module.file).slice(fn.start, fn.end)

function judgeLimiter(context: PatternContext, scope: Scope, tellsAnywhere: boolean): void {
  const text = textOf(context, scope)
  const at = ANSWERS.exec(text)
  if (at === null) return
  const start = scope.function.start + at.index
  if (tellsAnywhere) context.examine('limit-without-retry-after', scope, start, start + at[0].length)
  else
    context.emit(scope, start, start + at[0].length, {
      kind: 'limit-without-retry-after',
      cwe: 799,
      message: 'the 429 says nothing of when to come back',
      confidence: 'medium',
    })
}

/** The limiter itself, or a function of the tree that it asks who the client is. */
function judgeKey(context: PatternContext, scope: Scope): void {
  const asked = context.reader
    .callsIn(scope.function)
    .flatMap(({ callee }): readonly Scope[] => (callee.kind === 'function' ? [{ module: callee.module, function: callee.function }] : []))
  for (const one of [scope, ...asked]) {
    const text = textOf(context, one)
    const at = CLIENT_HEADER.exec(text)
    if (at === null || TAKES_LAST.test(text)) continue
    const start = one.function.start + at.index
    context.emit(one, start, start + at[0].length, {
      kind: 'spoofable-address',
      cwe: 348,
      message: `a limit counts by ${at[0].slice(1, -1)}, which the client writes itself`,
      details: { setting: at[0].slice(1, -1) },
      confidence: 'medium',
    })
    return
  }
}

/** Functions that a limiter of a library is given: `keyGenerator`, `key_func`. */
function keyFunctions(context: PatternContext): ReadonlySet<IrFunction> {
  const found = new Set<IrFunction>()
  for (const call of context.reader.calls) {
    const given = optionOf(context, call, 'keyGenerator', 'key_func', 'key')
    if (given?.kind === 'function' && /limit|throttl/i.test(call.name)) found.add(given.function)
  }
  return found
}
