import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { isServed, nameOf, slotText, stringAt } from '../routes/reader.ts'
import type { CallFinder, InstructionFinder, PatternContext } from './context.ts'

const SECRET_PARAMETER =
  /^(?:token|access_?token|refresh_?token|api_?key|apikey|password|passwd|pwd|passphrase|passcode|secret|client_?secret|session_?id|auth|jwt)$/i

/** A PIN is a secret where it is hashed or compared; posts are pinned too. */
const PIN = /^(?:\w+_)?pin$|Pin$/
const PROVES_PIN =
  /(?:hash|md5|sha\d+|verify|compare|check|valid|auth|login|log_in|sign_?in|unlock|match)\w*\([^;\n]*\bpin\b|\bpin\b\W{0,3}[!=]==?\s*\w+[.[]|\.\w*pin\w*\s*[!=]==?(?![\s=]*(?:['"`\d]|true|false|null|undefined|None))/i

function isSecret({ reader }: PatternContext, { module, function: fn }: Scope, key: string): boolean {
  return SECRET_PARAMETER.test(key) || (PIN.test(key) && PROVES_PIN.test(reader.textOf(module.file).slice(fn.start, fn.end)))
}

/** A link of a mail carries its one-time token in the address by design. */
const ONE_TIME =
  /verif|confirm|reset|(?:set|new|choose|forgot|recover)[-_/]?password|password[-_/](?:set|new|recover)|recover|welcome|unsubscribe|invit|activat|magic|callback|oauth|webhook|download|share|preview/i

/** Credentials in addresses: parameters of the query that handlers, guards and dependencies read. */
export const secretsInUrls: InstructionFinder = {
  ops: ['get', 'index'],
  find(context, scope, instruction) {
    if (instruction.op === 'get') {
      if (isSecret(context, scope, instruction.key) && isQuery(context, scope, instruction.object) && !isOneTime(context, scope.function))
        inUrl(context, scope, instruction, instruction.key)
    } else if (instruction.op === 'index' && isQueryName(queryText(context, scope, instruction.object))) {
      const key = stringAt(context.reader, scope, instruction.index)
      if (key !== null && isSecret(context, scope, key) && !isOneTime(context, scope.function)) inUrl(context, scope, instruction, key)
    }
  },
}

/** `request.args.get('token')`, `c.req.query('token')` of Hono. */
export const secretParameters: CallFinder = (context, call) => {
  const isOfHono = call.method === 'query' && /\breq$/.test(slotText(context.reader, call, call.call.receiver))
  const first = (call.method === 'get' || isOfHono) && call.call.receiver >= 0 ? call.call.args[0] : undefined
  if (first === undefined || !isServed(context.reader, call.module.file)) return
  const key = stringAt(context.reader, call, first.value)
  if (
    key !== null &&
    isSecret(context, call, key) &&
    (isOfHono || isQueryName(queryText(context, call, call.call.receiver))) &&
    !isOneTime(context, call.function)
  )
    inUrl(context, call, call.call, key)
}

/** `@Query('token') token: string`, `token: str = Query()`: what a route declares to take from the address. */
export function declaredSecrets(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (handler === null || !isServed(context.reader, handler.module.file) || ONE_TIME.test(`${fact.path} ${fact.handler}`)) continue
    const named = fact.parameters.find(
      ({ in: place, isRead, name }) => place === 'query' && isRead !== true && isSecret(context, handler, name),
    )
    const { start } = handler.function
    if (named !== undefined) inUrl(context, handler, { start, end: start + 1 }, named.name)
  }
}

const oneTimeHandlers = new WeakMap<PatternContext, ReadonlySet<IrFunction>>()

function isOneTime(context: PatternContext, fn: IrFunction): boolean {
  let known = oneTimeHandlers.get(context)
  if (known === undefined) {
    known = new Set(
      context.routes.filter(({ fact }) => ONE_TIME.test(`${fact.path} ${fact.handler}`)).flatMap(({ handler }) => handler?.function ?? []),
    )
    oneTimeHandlers.set(context, known)
  }
  return known.has(fn) || ONE_TIME.test(fn.name)
}

function inUrl(context: PatternContext, scope: Scope, at: { readonly start: number; readonly end: number }, key: string): void {
  context.emit(scope, at.start, at.end, {
    kind: 'secret-in-url',
    cwe: 598,
    message: `${key} is taken from the address`,
    details: { name: key },
    confidence: 'medium',
  })
}

function isQueryName(text: string): boolean {
  return /(?:request\.args|request\.GET|\.GET|query_params|\.query|\.searchParams)$/.test(text)
}

function queryText({ reader }: PatternContext, scope: Scope, slot: number): string {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'library') return nameOf(denoted)
  return denoted.kind === 'parameter' ? denoted.path : ''
}

function isQuery(context: PatternContext, scope: Scope, slot: number): boolean {
  const denoted = context.reader.denoter.denote(scope, slot)
  if (denoted.kind === 'parameter') return /\.query$/.test(denoted.path)
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  return only?.kind === 'instruction' && only.instruction.op === 'get' && only.instruction.key === 'query'
}
