import { functionAt, type Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { callBehind, isServed, parameterBehind, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { type PatternContext, type Seen, slotAt, wordsOf } from './context.ts'
import { checksSignature, readsParts } from './hand-made-tokens.ts'

/** Claims that say what a token is for. */
const USE_NAMES = 'use|usage|typ|type|token_?type|token_?use|purpose|kind|intent'
const USE = new RegExp(`^(?:${USE_NAMES})$`, 'i')
/** Code that looks at such a claim: `claims.use`, `payload["type"]`, `claims.get("purpose")`, `const { use } = claims`. */
const READS_USE = new RegExp(`(?:\\.|\\[["']|\\bget\\(\\s*["'])(?:${USE_NAMES})\\b|\\{[^{}]*\\b(?:${USE_NAMES})\\b[^{}]*\\}\\s*=`, 'i')
const SIGN =
  /^(?:jwt(?:\.api_jwt)?\.encode|jwt\.PyJWT\(\)\.encode|jose\.jwt\.encode|jsonwebtoken\.sign|hono\/jwt\.sign|@nestjs\/jwt\.JwtService\(\)\.sign(?:Async)?)$/
const VERIFY =
  /^(?:jwt(?:\.api_jwt)?\.decode|jwt\.PyJWT\(\)\.decode|jose\.jwt\.decode|jsonwebtoken\.verify|hono\/jwt\.verify|jose\.jwtVerify|@nestjs\/jwt\.JwtService\(\)\.verify(?:Async)?)$/
/** Calls of libraries that sign a token, and that open one. */
export const SIGNS =
  /^(?:jwt(?:\.api_jwt)?\.encode|jwt\.PyJWT\(\)\.encode|jose\.jwt\.encode|jsonwebtoken\.sign|hono\/jwt\.sign|jose\.SignJWT|@nestjs\/jwt\.JwtService\(\)\.sign(?:Async)?|authlib\.jose\..*\.encode|joserfc\.jwt\.encode)$/
export const VERIFIES =
  /^(?:jwt(?:\.api_jwt)?\.decode|jwt\.PyJWT\(\)\.decode|jose\.jwt\.decode|jsonwebtoken\.verify|hono\/jwt\.verify|jose\.jwtVerify|@nestjs\/jwt\.JwtService\(\)\.verify(?:Async)?|authlib\.jose\..*\.decode|joserfc\.jwt\.decode)$/
const HMAC = /^(?:crypto\.createHmac|hmac\.(?:new|digest))$/
/** The key of tokens that the source puts together itself: one key, as far as can be seen. */
const BY_HAND = '<by hand>'

interface Issued {
  readonly use: string
  /** The claims of its payload. */
  readonly claims: ReadonlySet<string>
  readonly key: string
  readonly call: SeenCall
}

/** What is made to let its bearer in, or to get such a token. */
const LETS_IN = /access|refresh|auth|session|login|bearer/i

/** Tokens of several uses that one key signs, and a place that takes any of them: it never asks for which use the token was made. */
export function unaskedUses(context: PatternContext): void {
  const issued = issuedTokens(context)
  for (const [key, tokens] of Map.groupBy(issued, (one) => one.key)) {
    if (new Set(tokens.map(({ use }) => use)).size < 2) continue
    for (const reading of readings(context, key)) {
      const text = textOf(context.reader, reading)
      const fitting = new Set(
        tokens.filter(({ claims }) => readClaims(text, tokens).every((claim) => claims.has(claim))).map(({ use }) => use),
      )
      if (fitting.size < 2) continue
      context.emitCall(reading, {
        kind: 'jwt-use-unasked',
        cwe: 345,
        message: `nothing asks what the token is for: those for ${[...fitting].sort().slice(0, 4).join(', ')} are taken alike`,
        details: { uses: fitting.size },
        confidence: 'medium',
        ...madeForElse(tokens.filter(({ use }) => fitting.has(use))),
      })
    }
  }
}

/** Where a token is made that is not meant to sign in with: a link to a file, an invitation, what gets another token. */
function madeForElse(tokens: readonly Issued[]): Pick<Seen, 'about'> {
  const other = tokens.find(({ use }) => !LETS_IN.test(use)) ?? tokens.find(({ use }) => /refresh/i.test(use))
  if (other === undefined) return {}
  const { call, use } = other
  return { about: { scope: call, start: call.call.start, end: call.call.end, note: `the token for ${use} is made here` } }
}

function textOf(reader: Reader, { module, function: fn }: Scope): string {
  return reader.textOf(module.file).slice(fn.start, fn.end)
}

/** The claims of any of the tokens, besides the use, that a text reads; `claims.get("scopes", [])` does without. */
function readClaims(text: string, tokens: readonly Issued[]): readonly string[] {
  const all = new Set(tokens.flatMap(({ claims }) => [...claims]))
  const reads = (claim: string): boolean => new RegExp(`(?:\\.|\\[["']|\\bget\\(\\s*["'])${claim}\\b`).test(text)
  const doesWithout = (claim: string): boolean => new RegExp(`\\bget\\(\\s*["']${claim}["']\\s*,`).test(text)
  return [...all].filter((claim) => !USE.test(claim) && reads(claim) && !doesWithout(claim))
}

/** Every token that the source makes for a use that it names. */
function issuedTokens(context: PatternContext): readonly Issued[] {
  const { reader } = context
  return reader.calls.flatMap((call): readonly Issued[] => {
    if (!isServed(reader, call.module.file)) return []
    const key = signingKey(context, call)
    if (key === null) return []
    const given = call.call.args.flatMap((argument) => dictEntries(call, argument.value))
    const named = [...given.map((entry) => ({ ...entry })), ...givenByName(call)]
    const claims = new Set([
      ...given.map((entry) => entry.key),
      ...call.call.args.flatMap((one) => (one.kind === 'named' ? one.name : [])),
      ...payloadOf(context, call),
    ])
    const uses = named.flatMap(({ key: name, value, scope }) => {
      const use = USE.test(name) ? stringAt(reader, scope, value) : null
      return use === null || /^jwt$/i.test(use) ? [] : [use]
    })
    const said = uses.length > 0 || named.some(({ key: name }) => USE.test(name)) ? uses : useByName(reader, call)
    return said.map((use) => ({ use, key, claims, call }))
  })
}

/** Arguments by the names of the parameters that they fill: `create_token(user.id, token_type="refresh")`, `issue(id, 'refresh')`. */
function givenByName(call: SeenCall): readonly { readonly key: string; readonly value: Slot; readonly scope: Scope }[] {
  if (call.callee.kind !== 'function') return []
  const { parameters, selfSlot } = call.callee.function
  const taken = parameters.filter(({ slot }) => slot !== selfSlot)
  let at = 0
  return call.call.args.flatMap((argument) => {
    const key = argument.kind === 'named' ? argument.name : argument.kind === 'positional' ? taken[at++]?.name : undefined
    return key === undefined ? [] : [{ key, value: argument.value, scope: call }]
  })
}

/** What a token is for by the name of what it is put into, where none of its claims says so: `const refresh = jwt.sign(...)`, `signAccess(user)`. */
function useByName(reader: Reader, { module, function: fn, call, name }: SeenCall): readonly string[] {
  if (!SIGN.test(name)) return []
  const text = reader.textOf(module.file)
  const before = text.slice(text.lastIndexOf('\n', call.start - 1) + 1, call.start)
  const own = fn.name.slice(fn.name.lastIndexOf('.') + 1)
  const words = wordsOf(/\b\w+\s*[:=]\s*(?:await\s+)?(?:this\.)?[\w.]*$/.test(before) ? before : own)
  return /\brefresh/.test(words) ? ['refresh'] : /\b(?:access|session|bearer|login|auth)\b/.test(words) ? ['access'] : []
}

/** The claims that the function which signs writes out itself, whatever its callers give. */
function payloadOf({ reader }: PatternContext, { callee }: SeenCall): readonly string[] {
  if (callee.kind !== 'function') return []
  const signing = reader.callsIn(callee.function).filter(({ name }) => SIGN.test(name))
  return signing.flatMap((call) => call.call.args.flatMap(({ value }) => dictEntries(call, value).map(({ key }) => key)))
}

/** The key with which a call, or the function that it calls, signs; null where it signs nothing or the key cannot be told. */
function signingKey(context: PatternContext, call: SeenCall): string | null {
  const own = keyOf(context.reader, call, SIGN)
  if (own !== null || SIGN.test(call.name)) return own
  if (call.callee.kind !== 'function') return null
  const inner = context.reader.callsIn(call.callee.function)
  const direct = inner.find(({ name }) => SIGN.test(name)) ?? inner.flatMap(callsBelow(context.reader)).find(({ name }) => SIGN.test(name))
  if (direct !== undefined) return keyOf(context.reader, direct, SIGN)
  return signsByHand(context.reader, call.callee.function, call.callee.module.file) ? BY_HAND : null
}

const callsBelow =
  (reader: Reader) =>
  ({ callee }: SeenCall): readonly SeenCall[] =>
    callee.kind === 'function' ? reader.callsIn(callee.function) : []

function keyOf(reader: Reader, call: SeenCall, library: RegExp): string | null {
  if (library.test(call.name) && call.name.startsWith('@nestjs/jwt')) return keyOfNest(reader, call)
  const slot = library.test(call.name) ? slotAt(call, 1) : -1
  // A key that callers give may be another one each time.
  return slot < 0 || parameterBehind(call, slot) !== null ? null : (keyByNumber(reader, call, slot) ?? slotText(reader, call, slot))
}

/** `keyring.secretFor(kid)`: the keys of a function that is asked for one by its number, and not by what the token is for. */
function keyByNumber(reader: Reader, call: SeenCall, slot: Slot): string | null {
  const made = callBehind(reader, call, slot)
  if (made?.callee.kind !== 'function' || made.call.args.length > 1) return null
  const [number] = made.callee.function.parameters
  const isNumber = number === undefined || /kid|key_?id|version|generation/i.test(number.name)
  return isNumber ? `${made.callee.module.file}#${made.callee.function.name}` : null
}

/** The key that the module was registered with, unless the call brings one of its own. */
function keyOfNest(reader: Reader, call: SeenCall): string | null {
  const own = call.call.args
    .flatMap(({ value }) => dictEntries(call, value))
    .find(({ key }) => /^(?:secret|privateKey|publicKey)$/.test(key))
  if (own !== undefined) return slotText(reader, own.scope, own.value)
  return reader.calls.filter(({ name }) => /^@nestjs\/jwt\.JwtModule\.register(?:Async)?$/.test(name)).length > 1 ? null : '<registered>'
}

/** The keys that a token is verified with: one, or those that a function of the tree gives by what the token's header says. */
function verifyKeys(reader: Reader, call: SeenCall): readonly string[] {
  const own = keyOf(reader, call, VERIFY)
  const slot = own === null ? -1 : slotAt(call, 1)
  const choice = slot < 0 ? null : callBehind(reader, call, slot)
  if (choice?.callee.kind !== 'function') return own === null ? [] : [own]
  const { callee } = choice
  const given = callee.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' ? [slotText(reader, callee, terminator.src)] : [],
  )
  return own === null ? given : [own, ...given]
}

/** Joins parts with dots under a code of authentication. */
export function signsByHand(reader: Reader, fn: IrFunction, file: string): boolean {
  const text = reader.textOf(file).slice(fn.start, fn.end)
  const calls = reader.callsIn(fn)
  const signs = [...calls, ...calls.flatMap(callsBelow(reader))].some(({ name }) => HMAC.test(name))
  return (
    signs && /base64|b64/i.test(text + calls.map(({ method }) => method).join(' ')) && /\$\{[^}]*\}\.\$\{|["'`]\.["'`]|\}\.\{/.test(text)
  )
}

/** Calls by which a token of that key is read and nobody asks for its use. */
function readings(context: PatternContext, key: string): readonly SeenCall[] {
  const { reader } = context
  const readers = reader.program.modules
    .filter(({ file }) => isServed(reader, file))
    .flatMap((module) =>
      module.functions.filter((fn) => readsKey(context, { module, function: fn }, key)).map((fn) => ({ module, function: fn })),
    )
  return readers.flatMap((scope) => {
    const asks = READS_USE.test(textOf(reader, scope))
    const asked = asks ? askedBy(reader, scope) : null
    if (asks && asked === null) return []
    const callers = reader.callersOf(scope.function).filter((call) => isServed(reader, call.module.file))
    // What nobody calls is given to the framework: a guard, a handler.
    const direct = callers.length > 0 || asks ? [] : reader.callsIn(scope.function).filter((call) => verifyKeys(reader, call).includes(key))
    return [...direct, ...callers.filter((call) => !(asked !== null && givesUse(call, asked)) && !asksLater(reader, call, 0))]
  })
}

function readsKey(context: PatternContext, scope: Scope, key: string): boolean {
  if (key !== BY_HAND) return context.reader.callsIn(scope.function).some((call) => verifyKeys(context.reader, call).includes(key))
  return scope.function.index !== 0 && readsParts(context, scope) && checksSignature(context.reader, scope, 0)
}

interface Asked {
  readonly name: string
  readonly position: number
}

/** The parameter without which a reader of tokens does not ask: `def read(token, use=None)`. None where it asks for some use in any case. */
function askedBy(reader: Reader, { module, function: fn }: Scope): Asked | null {
  const taken = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot)
  const position = taken.findIndex(({ name }) => /use|type|typ|purpose|kind|expected|intent/i.test(name))
  const parameter = taken[position]
  if (parameter === undefined) return null
  const { defaultValue: usual } = parameter
  const owner = usual === null ? null : { module, function: functionAt(module, usual.function) }
  return owner !== null && usual !== null && stringAt(reader, owner, usual.slot) !== null ? null : { name: parameter.name, position }
}

function givesUse({ call }: SeenCall, { name, position }: Asked): boolean {
  const positional = call.args.filter(({ kind }) => kind === 'positional')
  return positional.length > position || call.args.some((argument) => argument.kind === 'named' && argument.name === name)
}

/** Whether the function round a call, or all that call it, look at the use. */
function asksLater(reader: Reader, call: SeenCall, depth: number): boolean {
  if (READS_USE.test(textOf(reader, call))) return true
  const callers = depth > 1 ? [] : reader.callersOf(call.function)
  return callers.length > 0 && callers.every((caller) => asksLater(reader, caller, depth + 1))
}
