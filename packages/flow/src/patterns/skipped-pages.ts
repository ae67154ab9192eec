import type { IrFunction } from '../ir/ir.ts'
import { knownTruth } from '../routes/known-values.ts'
import { requestTo } from '../routes/open-by-path.ts'
import { successors } from '../routes/other-methods.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { isServed, type Reader } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { type HeaderWrite, headerWrites } from './header-writes.ts'
import { answersPage } from './page-policies.ts'
import { reachedFrom } from './reached-code.ts'
import { saysAnywhere } from './said-anywhere.ts'

const HEADERS = [
  { name: 'content-security-policy', kind: 'page-policy-missing', what: 'a Content-Security-Policy' },
  { name: 'x-content-type-options', kind: 'security-headers-missing', what: 'the headers that the others have' },
] as const
/** What sets such headers by itself, wherever it is attached. */
const BY_LIBRARY = /\bhelmet\b|talisman|secure_?headers|SecurityMiddleware/i
const MOST_ROUTES = 20

/** `if not request.path.startswith('/api/'): return response` before the headers are set: the pages of the service go without them. */
export function skippedPages(context: PatternContext): void {
  const { reader, emit } = context
  if (saysAnywhere(context, BY_LIBRARY)) return
  const writes = headerWrites(context).filter(({ scope }) => scope.module.language === 'python' && isServed(reader, scope.module.file))
  if (!writes.some(({ name }) => HEADERS.some((one) => one.name === name))) return
  const pages = context.routes.filter((route) => isPage(context, route))
  const handled = new Set(
    context.routes.flatMap(({ handler }) => (handler === null ? [] : reachedFrom(reader, handler, 2).map((scope) => scope.function))),
  )
  for (const { name, kind, what } of HEADERS) {
    const own = writes.filter((write) => write.name === name)
    const write = own.find(({ scope }) => !handled.has(scope.function))
    const open = write === undefined ? [] : pages.filter((route) => !own.some((one) => isSetFor(reader, one, route, handled)))
    const [first, ...others] = open.map(({ fact }) => `${fact.method} ${fact.path}`)
    if (write === undefined || first === undefined) continue
    emit(write.scope, write.start, write.end, {
      kind,
      cwe: 693,
      message: `pages are answered without ${what}, which are set for other addresses only`,
      details: { route: first, alsoRoutes: others.slice(0, MOST_ROUTES).join('\n') },
      confidence: 'medium',
    })
  }
}

function isPage(context: PatternContext, { fact, handler }: ReadRoute): boolean {
  if (handler === null || fact.method !== 'GET') return false
  const scopes = reachedFrom(context.reader, handler, 2)
  return scopes.some((scope) => context.reader.callsIn(scope.function).some((call) => answersPage(context, call)))
}

/** Whether a header is set on the answer of a route: on its own way, or by a hook on which no test of the address keeps it out. */
function isSetFor(
  reader: Reader,
  { scope, start, end }: HeaderWrite,
  { fact, handler }: ReadRoute,
  handled: ReadonlySet<IrFunction>,
): boolean {
  if (handled.has(scope.function)) return handler !== null && reachedFrom(reader, handler, 2).some((one) => one.function === scope.function)
  const { blocks } = scope.function
  const inquiry = { reader, asked: requestTo(fact.method, fact.path), isByPart: false, steps: 0 }
  const reached = new Set([0])
  for (const index of reached) {
    const block = blocks[index]
    if (block === undefined) continue
    if (block.instructions.some((one) => one.start === start && one.end === end)) return true
    const { terminator } = block
    const known = terminator.op === 'branch' ? knownTruth(inquiry, scope, terminator.condition) : null
    const next = terminator.op === 'branch' && known !== null ? [known ? terminator.then : terminator.else] : successors(terminator)
    for (const one of next) reached.add(one)
  }
  return false
}
