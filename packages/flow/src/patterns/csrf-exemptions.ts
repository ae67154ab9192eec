import type { ReadRoute } from '../routes/read-routes.ts'
import { decoratorsOf, type FunctionRef, isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { functionAtPlace } from './guard-functions.ts'

/** `csrf.exempt(blueprint)`: a call that frees all routes of a router. */
const EXEMPTS = /^flask_(?:wtf\.(?:csrf\.)?CSRFProtect|seasurf\.SeaSurf)\(\)\.exempt$/

/** Views that are freed from the CSRF check, each where it is, those of a router together where that is freed. */
export function csrfExemptions(context: PatternContext): void {
  const freed = context.reader.calls.filter(
    (call) => isServed(context.reader, call.module.file) && EXEMPTS.test(call.name) && !call.call.isDecorator,
  )
  const told = new Set<SeenCall>()
  for (const route of context.routes) {
    const { fact, handler } = route
    if (fact.csrf !== 'exempt' || handler === null || fact.method === 'GET' || isByHeader(context.reader, route)) continue
    // A webhook authenticates its sender by a signature instead.
    const isSigned =
      fact.guards.some((guard) => guard.kind === 'signature' || guard.kind === 'api-key') ||
      /hook|callback|stripe|github/i.test(`${fact.path} ${fact.handler}`)
    const call = freed.find((one) => madeIn(context.reader, one) === handler.module.file)
    if (call !== undefined && (told.has(call) || isSigned)) continue
    const at = call === undefined ? { scope: handler, ...handler.function } : { scope: call, ...call.call }
    if (call !== undefined) told.add(call)
    context.emit(at.scope, at.start, at.end, {
      kind: 'csrf-off',
      cwe: 352,
      message: `${fact.method} ${fact.path} is exempt from the CSRF check${call === undefined ? '' : ', with its whole router'}`,
      details: { route: `${fact.method} ${fact.path}`, isWebhook: isSigned },
      confidence: isSigned ? 'low' : 'medium',
    })
  }
}

/** The file in which the router that a call is given is made. */
function madeIn(reader: Reader, call: SeenCall): string | null {
  const [first] = call.call.args
  const denoted = first === undefined ? null : reader.denoter.denote(call, first.value)
  return denoted?.kind === 'library' && denoted.origin !== null ? denoted.origin.module.file : null
}

const OF_SESSION =
  /(?<!\bdb\.)\bsession(?:\.(?:get|pop)\(\s*|\[\s*)["']|\brequest\.session\b|["']\w+["']\s+(?:not\s+)?in\s+session\b|\bcookies?\b|\bcurrent_user\b|login_required|is_authenticated/i
const OF_HEADER = /authorization|x-api-key|bearer|\bheaders\b/i
const DEEPEST = 2

/** Whether who calls is known by a header alone, which no other site can make a browser send. */
function isByHeader(reader: Reader, { fact, handler }: ReadRoute): boolean {
  const guards = fact.guards.flatMap(({ place }) => functionAtPlace(reader, place) ?? [])
  const decorators = handler === null ? [] : decoratorsOf(handler.module, handler.function)
  const wrappers = decorators.flatMap(({ scope, slot }) => {
    const denoted = reader.denoter.denote(scope, slot)
    return denoted.kind === 'function' ? [{ module: denoted.module, function: denoted.function }] : []
  })
  const texts = [...guards, ...wrappers].flatMap((one) => textsOf(reader, one, 0))
  return texts.some((text) => OF_HEADER.test(text)) && !texts.some((text) => OF_SESSION.test(text))
}

/** What a function says, and those of the tree that it calls. */
function textsOf(reader: Reader, { module, function: fn }: FunctionRef, depth: number): readonly string[] {
  const own = reader.textOf(module.file).slice(fn.start, fn.end)
  if (depth >= DEEPEST) return [own]
  const called = reader.callsIn(fn).flatMap(({ callee }) => (callee.kind === 'function' ? textsOf(reader, callee, depth + 1) : []))
  return [own, ...called]
}
