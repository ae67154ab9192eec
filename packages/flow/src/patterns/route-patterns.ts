import type { PatternContext } from './context.ts'

/** Patterns that only a route shows: lists without an end, caches that mix up users. */
export function routePatterns(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (fact.method === 'GET' || fact.method === 'ANY' || fact.method === 'QUERY') unboundedLists(context, fact)
    if (handler !== null) sharedCache(context, fact, handler)
  }
}

type Fact = PatternContext['routes'][number]['fact']

function unboundedLists(context: PatternContext, fact: Fact): void {
  for (const effect of fact.effects) {
    if (effect.kind !== 'read-many' || effect.isBounded) continue
    const module = context.reader.program.moduleByFile.get(effect.place.file)
    const fn = module?.functions.find((candidate) => candidate.name === effect.place.symbol)
    const start = module?.lineStarts[effect.place.line - 1]
    if (module === undefined || fn === undefined || start === undefined) continue
    const indent = /^\s*/.exec(context.reader.textOf(module.file).slice(start, start + 400))?.[0].length ?? 0
    context.emit({ module, function: fn }, start + indent, start + indent + 1, {
      kind: 'unbounded-query',
      cwe: 770,
      message: `${fact.method} ${fact.path} reads every ${effect.of === null ? 'row' : `row of ${effect.of}`}`,
      details: { of: effect.of ?? '', route: `${fact.method} ${fact.path}`, byOwner: effect.byOwner, filtered: effect.byRequestId },
      confidence: effect.byOwner || effect.byRequestId || effect.of === null ? 'low' : 'medium',
    })
  }
}

/** A cached answer to somebody who logged in is served to whoever asks next, unless the key names the user. */
function sharedCache(context: PatternContext, fact: Fact, handler: Parameters<PatternContext['emit']>[0]): void {
  const isGuarded = fact.guards.some((guard) => guard.kind === 'authentication' && guard.proof === 'refuses')
  if (!isGuarded) return
  const text = context.reader.textOf(handler.module.file)
  const from = Math.max(0, handler.function.start - 400)
  const decorators =
    /(?:^|\n)((?:\s*@[^\n]*\n)+)\s*$/.exec(text.slice(from, handler.function.start))?.[1] ??
    text
      .slice(handler.function.start, handler.function.start + 400)
      .split('\n')
      .filter((line) => /^\s*@/.test(line))
      .join('\n')
  const cached = /@\s*(?:\w+\.)*(?:cached|cache_page|cache)\s*\(([^\n]*)/.exec(decorators)
  if (
    cached === null ||
    /user|key_prefix|make_cache_key|key_builder|vary|current/i.test(cached[1] ?? '') ||
    /vary_on_(?:cookie|headers)/.test(decorators)
  )
    return
  context.emit(handler, handler.function.start, handler.function.end, {
    kind: 'cache-not-keyed-by-user',
    cwe: 524,
    message: `${fact.method} ${fact.path} is cached without the caller in the key`,
    details: { route: `${fact.method} ${fact.path}` },
    confidence: 'medium',
  })
}
