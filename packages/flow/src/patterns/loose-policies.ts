import type { Denotation } from '../engine/denotation.ts'
import { entryOf, isServed, type SeenCall, stringsOf } from '../routes/reader.ts'
import { argumentAt, constantOf, optionOf, type PatternContext } from './context.ts'
import { headerWrites, valueText } from './header-writes.ts'
import { answersPage } from './page-policies.ts'

const HELMET = /^(?:helmet|koa-helmet|helmet\.contentSecurityPolicy|helmet-csp)$/
const TALISMAN = /(?:^|\.)Talisman(?:\(\)\.init_app)?$/
/** Pages of documentation bring scripts of their own. */
const OF_DOCUMENTATION = /swagger|redoc|openapi|graphi?ql|playground|scalar|api-?docs/i

/** Policies of pages that let scripts run which stand in the page itself, whoever wrote them there. */
export function loosePolicies(context: PatternContext): void {
  const { reader } = context
  if (!reader.calls.some((call) => reader.roleOf(call.module.file) === 'application' && answersPage(context, call))) return
  for (const write of headerWrites(context)) {
    if (write.name !== 'content-security-policy') continue
    const { module, function: fn } = write.scope
    const value = constantOf(reader.denoter.denote(write.scope, write.value))
    const policy = typeof value === 'string' ? value : valueText(context, write)
    if (
      !runsInline(scriptsOf(policy)) ||
      OF_DOCUMENTATION.test(reader.textOf(module.file).slice(fn.index === 0 ? write.start : fn.start, write.end))
    )
      continue
    context.emit(write.scope, write.start, write.end, LOOSE)
  }
  for (const call of reader.calls)
    if (isServed(reader, call.module.file) && (HELMET.test(call.name) || TALISMAN.test(call.name))) declared(context, call)
}

const LOOSE = {
  kind: 'page-policy-loose',
  cwe: 693,
  message: 'the policy of the pages lets scripts run that stand in the page itself',
  confidence: 'high',
} as const

/** `helmet({ contentSecurityPolicy: { directives: { scriptSrc: [...] } } })`, `Talisman(app, content_security_policy={...})`. */
function declared(context: PatternContext, call: SeenCall): void {
  const options = argumentAt(context, call, 0)
  const policy = TALISMAN.test(call.name)
    ? (optionOf(context, call, 'content_security_policy') ?? null)
    : (entryOf(entryOf(options, 'contentSecurityPolicy') ?? options, 'directives') ?? null)
  const scripts = ['scriptSrc', 'script-src', 'defaultSrc', 'default-src']
    .map((name) => entryOf(policy, name))
    .find((one) => one !== undefined)
  if (scripts !== undefined && !isMade(scripts) && runsInline(stringsOf(scripts).join(' '))) context.emitCall(call, LOOSE)
}

/** `(req, res) => \`'nonce-${res.locals.nonce}'\``: where there is a nonce, browsers pass over the rest. */
const isMade = (scripts: Denotation): boolean => scripts.kind === 'list' && scripts.items.some(({ kind }) => kind === 'function')

function scriptsOf(policy: string): string {
  const directive = (name: string): string => new RegExp(`(?:^|[;"'\`\\s])${name}(?:-elem)?\\s+([^;]*)`, 'i').exec(policy)?.[1] ?? ''
  return directive('script-src') || directive('default-src')
}

const runsInline = (scripts: string): boolean => /'unsafe-inline'/.test(scripts) && !/nonce-|'sha\d|strict-dynamic/.test(scripts)
