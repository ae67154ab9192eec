import type { IrFunction, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { admitsEverybody } from '../routes/known-guards.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { type FunctionRef, stringAt } from '../routes/reader.ts'
import { createTagReader, IDENTITY } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { type HeaderWrite, headerWrites } from './header-writes.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** RFC 9111, 5.2.2: `public` and `s-maxage` let caches keep answers that several people share. */
const SHARED = /(?:^|[\s,])(?:public\b|s-maxage\s*=\s*[1-9])/i
const KEPT_APART = /\b(?:private|no-store)\b/i
const ANSWERS = /^(?:json|send|end|render|jsonify|make_response|Response|JsonResponse|JSONResponse|json_response|body|text|html)$/

/** `Cache-Control: public` on an answer that holds what is the caller's own. */
export function sharedAnswers(context: PatternContext): void {
  const writes = headerWrites(context).filter(({ name }) => name === 'cache-control')
  if (writes.length === 0) return
  const byFunction = Map.groupBy(writes, ({ scope }) => scope.function)
  const seen = new Set<IrFunction>()
  for (const route of context.routes) {
    const { handler } = route
    const own = handler === null || seen.has(handler.function) ? undefined : byFunction.get(handler.function)
    if (handler === null || own === undefined || !isPersonal(context, route, handler)) continue
    seen.add(handler.function)
    for (const write of own) judge(context, route, write)
  }
}

/** What forbids caches to keep an answer, or says for how long, however it is written. */
const SPEAKS_OF_CACHES = /cache-?_?control|no-?_?store|never_?cache|no-?_?cache|\bpragma\b/i
const OF_OWN_ACCOUNT = /\/(?:me|account|profile|user|self)(?:\/|$)/i

/** Answers of what is the caller's own, of a service that says nothing to caches anywhere. */
export function unmarkedAnswers(context: PatternContext): void {
  if (saysAnywhere(context, SPEAKS_OF_CACHES)) return
  const personal = context.routes.filter((route) => route.handler !== null && isPersonal(context, route, route.handler))
  const first = personal.find(({ fact }) => OF_OWN_ACCOUNT.test(fact.path)) ?? personal[0]
  const handler = first?.handler
  if (first === undefined || handler === undefined || handler === null) return
  context.emit(handler, handler.function.start, handler.function.start + 1, {
    kind: 'answer-unmarked',
    cwe: 525,
    message: `${first.fact.method} ${first.fact.path} answers what is the caller's own, and nothing tells browsers and caches not to keep it`,
    details: { route: `${first.fact.method} ${first.fact.path}`, routes: personal.length },
    confidence: 'medium',
  })
}

function judge({ reader, emit }: PatternContext, { fact }: ReadRoute, { scope, value, start, end }: HeaderWrite): void {
  const text = stringAt(reader, scope, value)
  if (text === null || !SHARED.test(text) || KEPT_APART.test(text)) return
  emit(scope, start, end, {
    kind: 'shared-answer',
    cwe: 525,
    message: `${fact.method} ${fact.path} answers what is the caller's own, and lets shared caches keep it (${text})`,
    details: { route: `${fact.method} ${fact.path}` },
    confidence: 'medium',
  })
}

/** Only who is signed in is answered, with something of the own account or with own rows. */
function isPersonal(context: PatternContext, { fact }: ReadRoute, handler: FunctionRef): boolean {
  const isGuarded = fact.guards.some((guard) => /^(?:authentication|role|owner)$/.test(guard.kind) && !admitsEverybody(guard))
  if (!isGuarded || (fact.method !== 'GET' && fact.method !== 'ANY')) return false
  return fact.effects.some(({ kind, byOwner }) => byOwner && kind.startsWith('read')) || answersCaller(context, handler)
}

function answersCaller({ reader }: PatternContext, handler: FunctionRef): boolean {
  const { tags } = createTagReader(reader, new Map())
  const isOfCaller = (slot: Slot): boolean =>
    slot >= 0 &&
    ((tags(handler, slot) & IDENTITY) !== 0 || dictEntries(handler, slot).some((one) => (tags(one.scope, one.value) & IDENTITY) !== 0))
  return handler.function.blocks.some(
    ({ instructions, terminator }) =>
      (terminator.op === 'return' && isOfCaller(terminator.src)) ||
      instructions.some((one) => {
        if (one.op === 'set') return one.key === 'body' && isOfCaller(one.src)
        const name = one.op === 'call' ? one.method || (reader.seenCall(one)?.method ?? '') : ''
        return one.op === 'call' && ANSWERS.test(name) && one.args.some(({ value }) => isOfCaller(value))
      }),
  )
}
