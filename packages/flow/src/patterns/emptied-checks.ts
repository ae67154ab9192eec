import { functionAt } from '../engine/program.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { viewBases } from '../routes/class-views.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** Classes of frameworks that refuse forged requests, each with the method that does it. */
const CHECKS: readonly { readonly base: RegExp; readonly method: string }[] = [
  { base: /^tornado\.web(?:socket)?\.\w*Handler$/, method: 'check_xsrf_cookie' },
  { base: /^rest_framework\.authentication\.SessionAuthentication$/, method: 'enforce_csrf' },
  { base: /^django\.middleware\.csrf\.CsrfViewMiddleware$/, method: 'process_view' },
  { base: /^flask_wtf\.(?:csrf\.)?CSRFProtect$/, method: 'protect' },
]
/** Callers that are known by what no other site can make a browser send. */
const BY_HEADER = /["']authorization["']|x-api-key|bearer|hmac|compare_digest|x-[\w-]*signature/i
const BY_COOKIE = /cookie\(|cookies\b|\bsession/i

/** `def check_xsrf_cookie(self): pass`: an override that leaves nothing of the check of its base. */
export function emptiedChecks(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const owner of module.classes) {
      const checks = CHECKS.filter(({ method }) => owner.members.some(({ name }) => name === method))
      if (checks.length === 0) continue
      const bases = viewBases(reader, module, owner)
      for (const { base, method } of checks) {
        if (!bases.some((name) => base.test(name)) || isKnownByHeader(context, module, owner)) continue
        const member = owner.members.find(({ name }) => name === method)
        const check = member === undefined || member.function < 0 ? undefined : functionAt(module, member.function)
        if (check === undefined || !doesNothing(check)) continue
        context.emit({ module, function: check }, check.start, check.end, {
          kind: 'csrf-off',
          cwe: 352,
          message: `${owner.name}.${method} replaces the check against forged requests and does nothing`,
          details: { method },
          confidence: 'high',
        })
      }
    }
  }
}

/** No call, no test, no exception: whatever is asked, the answer is the same. */
function doesNothing(fn: IrFunction): boolean {
  return fn.blocks.every(
    ({ instructions, terminator }) =>
      terminator.op !== 'branch' &&
      terminator.op !== 'throw' &&
      instructions.every(({ op }) => op === 'const' || op === 'global' || op === 'move'),
  )
}

/** A class that reads a header for who calls, and no cookie. */
function isKnownByHeader({ reader }: PatternContext, module: Module, owner: IrClass): boolean {
  const text = reader.textOf(module.file).slice(owner.start, owner.end)
  return BY_HEADER.test(text) && !BY_COOKIE.test(text.replace(/check_xsrf_cookie/g, ''))
}
