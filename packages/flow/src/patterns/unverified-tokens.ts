import { lineAt, type Scope } from '../engine/program.ts'
import type { Place } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { blockOf } from '../routes/function-view.ts'
import { isConstant, isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import { argumentAt, type CallFinder, optionOf, type PatternContext } from './context.ts'
import { functionAtPlace } from './guard-functions.ts'
import { checksSignature, readsParts } from './hand-made-tokens.ts'
import { becomesIdentity } from './identity-use.ts'
import { choosesKey, readsOnly } from './key-choice.ts'
import { reachedFrom } from './ways.ts'

const DECODER =
  /^(?:jsonwebtoken\.decode|jwt-decode(?:\.\w+)?|jose\.decodeJwt|hono\/jwt\.decode|hono\/utils\/jwt\/jwt\.decode|@nestjs\/jwt\.JwtService\(\)\.decode|fast-jwt\.createDecoder\(\))$/
const VERIFIER =
  /(?:^|\.)(?:verify|verifyAsync|jwtVerify|jwtDecrypt|createVerifier\(\)|verify_token|authenticate)$|^(?:jwt(?:\.\w+(?:\(\))?)*|jose\.jwt|authlib\.jose\.\S+)\.decode$/

/** Libraries that read a token without looking at its signature. */
export const decodedTokens: CallFinder = (context, call) => {
  if (/^jwt-simple\.decode$/.test(call.name)) {
    if (isConstant(argumentAt(context, call, 2), true)) report(context, call, 'the signature of the token is not verified', 'high')
    return
  }
  if (!DECODER.test(call.name)) return
  // Reading the header to choose a key is no authentication.
  if (isConstant(optionOf(context, call, 'complete'), true) || readsOnly(context.reader, call, /^header$/)) return
  if (choosesKey(context.reader, call, isVerifier)) return
  const verifiers = context.reader.callsIn(call.function).filter((other) => isVerifier(other))
  if (verifiers.length === 0) report(context, call, `${call.name} reads a token without verifying its signature`, 'medium')
  else if (verifiers.some((verifier) => isFallback(verifier, call)) && becomesIdentity(context, call, call.call.dst))
    report(context, call, 'a token that failed the verification is read all the same', 'high')
}

function report(context: PatternContext, call: SeenCall, message: string, confidence: 'high' | 'medium'): void {
  // A handler that reads the token by itself is a door of its own, whatever the guard of the others does.
  const own = context.routes.find(({ handler }) => handler?.function === call.function)?.fact
  const details = own === undefined ? {} : { route: `${own.method} ${own.path}` }
  context.emitCall(call, { kind: 'jwt-not-verified', cwe: 347, message, confidence, details })
}

export function isVerifier({ name, callee }: SeenCall): boolean {
  return VERIFIER.test(name) || (callee.kind === 'function' && /verif/i.test(callee.function.name))
}

/** Whether a call only runs when another threw. */
function isFallback(tried: SeenCall, call: SeenCall): boolean {
  const from = blockOf(call.function, tried.call)
  const at = blockOf(call.function, call.call)
  if (from < 0 || at < 0) return false
  const handler = call.function.blocks[from]?.handler ?? -1
  return handler >= 0 && reachedFrom(call.function, handler).has(at) && !reachedFrom(call.function, from).has(at)
}

const CARRIER = /authori[sz]ation|bearer|cookie/i

/** The payload that is cut out of the caller's token by hand, while nobody computes a signature. */
export function payloadsByHand(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || !/base64|b64|atob/i.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      if (fn.index === 0 || !readsParts(context, scope) || !readsSecondPart(context, scope)) continue
      const callers = reader.callersOf(fn)
      const around: readonly Scope[] = [scope, ...callers, ...callers.flatMap((caller) => reader.callersOf(caller.function))]
      const carries = (one: Scope): boolean => CARRIER.test(reader.textOf(one.module.file).slice(one.function.start, one.function.end))
      if (verifies(reader, scope)) continue
      if (around.some((one) => verifies(reader, one))) {
        // What others verify first, one may take as it comes.
        for (const caller of callers) {
          const before: readonly Scope[] = [caller, ...reader.callersOf(caller.function)]
          if (before.some((one) => verifies(reader, one)) || !before.some(carries) || isVerifiedApart(context, caller)) continue
          if (becomesIdentity(context, caller, caller.call.dst))
            report(context, caller, 'the payload of a token is read and its signature is not verified', 'medium')
        }
        continue
      }
      if (!around.some(carries)) continue
      const parse = reader.callsIn(fn).find(({ name }) => /^(?:JSON\.parse|json\.loads)$/.test(name)) ?? reader.callsIn(fn).at(-1)
      const isTaken =
        callers.some((caller) => becomesIdentity(context, caller, caller.call.dst)) ||
        (carries(scope) && parse !== undefined && becomesIdentity(context, parse, parse.call.dst))
      if (parse !== undefined && isTaken)
        report(context, parse, 'the payload of a token is read and its signature is not verified', 'medium')
    }
  }
}

const verifies = (reader: Reader, scope: Scope): boolean =>
  checksSignature(reader, scope, 0) || reader.callsIn(scope.function).some(isVerifier)

/** Whether every route that runs a function is also guarded by one that verifies the token. */
function isVerifiedApart({ reader, routes }: PatternContext, { function: fn, module }: Scope): boolean {
  const line = lineAt(module, fn.start)
  const isHere = ({ file, line: at }: Place): boolean => file === module.file && at === line
  const asks = asksFor(reader, fn)
  const running = routes.filter(
    ({ fact, handler }) =>
      handler !== null &&
      (handler.function === fn ||
        fact.guards.some(({ place }) => isHere(place)) ||
        asks.test(reader.textOf(handler.module.file).slice(handler.function.start, handler.function.end))),
  )
  return (
    running.length > 0 &&
    running.every(({ fact }) =>
      fact.guards.some(({ place }) => {
        const guard = isHere(place) ? null : functionAtPlace(reader, place)
        return guard !== null && verifies(reader, guard)
      }),
    )
  )
}

/** How a handler of FastAPI says that it needs what a function gives: `Depends(agency)`, or a type that was named so. */
function asksFor({ program, textOf }: Reader, fn: IrFunction): RegExp {
  const name = fn.name.slice(fn.name.lastIndexOf('.') + 1).replace(/\W/g, '')
  const named = new RegExp(`(\\w+)\\s*(?::[^=\\n]*)?=\\s*Annotated\\[[^\\n]*Depends\\(\\s*(?:\\w+\\.)*${name}\\s*\\)`, 'g')
  const types = program.modules.flatMap(({ file }) =>
    [...textOf(file).matchAll(named)].map(([, type = '']) => `:\\s*(?:\\w+\\.)*${type}\\b`),
  )
  return new RegExp([`Depends\\(\\s*(?:\\w+\\.)*${name}\\s*[,)]`, ...types].join('|'))
}

/** `token.split('.')[1]`, `const [, payload] = ...`: the first part alone only names the key. */
function readsSecondPart({ reader }: PatternContext, scope: Scope): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      if (one.op === 'get') return one.key === '1'
      if (one.op === 'index') return isConstant(reader.denoter.denote(scope, one.index), 1)
      return one.op === 'call' && one.method === 'at' && isConstant(reader.denoter.argument(scope, one, 0), 1)
    }),
  )
}
