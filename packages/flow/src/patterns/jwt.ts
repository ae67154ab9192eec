import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { entryOf, isConstant, type SeenCall, stringsOf } from '../routes/reader.ts'
import { type ConstantPlace, constantPlace } from './constant-places.ts'
import { argumentAt, type CallFinder, constantOf, contextWords, optionOf, optionsAreKnown, type PatternContext, slotAt } from './context.ts'
import { durationPlace, secondsAhead, timedeltaSeconds } from './durations.ts'
import { fallbackSecret, isWeakSecret } from './secret-values.ts'

/** An access token should live at most an hour (control auth.token-expiry). */
const LONGEST_ACCESS_SECONDS = 3600
const LONG_LIVED_WORD =
  / (?:refresh|remember|invite|invitation|verify|verification|activation|activate|confirm|unsubscribe|reset|email|device|api key) /

const PYTHON_DECODE =
  /^(?:jwt(?:\.api_jwt)?\.decode|jwt\.PyJWT\(\)\.decode|jose\.jwt\.decode|authlib\.jose\.(?:jwt|JsonWebToken\(\))\.decode)$/
const PYTHON_ENCODE = /^(?:jwt(?:\.api_jwt)?\.encode|jose\.jwt\.encode)$/

/** How tokens are signed and checked. */
export const jwt: CallFinder = (context, call) => {
  const { name } = call
  if (PYTHON_DECODE.test(name)) pythonDecode(context, call)
  else if (PYTHON_ENCODE.test(name)) pythonEncode(context, call)
  else if (/^jose\.jwt\.get_unverified_claims$/.test(name))
    notVerified(context, call, 'get_unverified_claims reads claims of a token that was not verified', 'medium')
  else if (name === 'jsonwebtoken.verify') nodeVerify(context, call)
  else if (name === 'jsonwebtoken.sign') nodeSign(context, call)
  else if (name === 'jsonwebtoken.decode' || /^(?:jwt-decode(?:\.\w+)?|jose\.decodeJwt)$/.test(name)) nodeDecode(context, call)
  else if (name === 'jose.jwtVerify') joseVerify(context, call)
  else if (/^flask_jwt_extended\.create_access_token$/.test(name)) flaskToken(context, call)
}

function notVerified(context: PatternContext, call: SeenCall, message: string, confidence: 'high' | 'medium' | 'low'): void {
  context.emitCall(call, { kind: 'jwt-not-verified', cwe: 347, message, confidence })
}

function pythonDecode(context: PatternContext, call: SeenCall): void {
  const options = optionOf(context, call, 'options')
  if (isConstant(optionOf(context, call, 'verify'), false) || isConstant(entryOf(options ?? null, 'verify_signature'), false)) {
    notVerified(context, call, 'the signature of the token is not verified', 'high')
    return
  }
  const algorithms = argumentAt(context, call, 2, 'algorithms')
  checkAlgorithms(context, call, algorithms)
  if (isConstant(entryOf(options ?? null, 'verify_exp'), false))
    context.emitCall(call, { kind: 'jwt-no-expiry', cwe: 613, message: 'the expiry of the token is not checked', confidence: 'high' })
  checkSecret(context, call, slotAt(call, 1))
  claims(context, call, optionOf(context, call, 'audience') !== undefined || optionOf(context, call, 'issuer') !== undefined)
}

function checkAlgorithms(context: PatternContext, call: SeenCall, algorithms: Denotation | null): void {
  if (algorithms === null) {
    // Keys of authlib say for which algorithms they are.
    if (call.name.startsWith('authlib.')) return
    if (optionsAreKnown(context, call))
      context.emitCall(call, {
        kind: 'jwt-no-algorithms',
        cwe: 327,
        message: 'no list of algorithms limits what a token may be signed with',
        confidence: call.module.language === 'python' ? 'medium' : 'low',
      })
    return
  }
  if (
    algorithms.kind === 'list' &&
    stringsOf(algorithms).length < algorithms.items.length &&
    context.reader.callsIn(call.function).some((other) => /get_unverified_header$|decodeProtectedHeader$/.test(other.name))
  ) {
    context.emitCall(call, {
      kind: 'jwt-no-algorithms',
      cwe: 347,
      message: 'the token itself says how it is signed',
      details: { fromToken: true },
      confidence: 'high',
    })
    return
  }
  if (stringsOf(algorithms).some((name) => name.toLowerCase() === 'none'))
    notVerified(context, call, 'tokens signed with "none" are accepted', 'high')
  else context.examineCall('jwt-verify', call)
}

function claims(context: PatternContext, call: SeenCall, hasClaims: boolean): void {
  if (!hasClaims && optionsAreKnown(context, call))
    context.emitCall(call, {
      kind: 'jwt-no-claims',
      cwe: 345,
      message: 'neither issuer nor audience of the token is checked',
      confidence: 'low',
    })
}

function pythonEncode(context: PatternContext, call: SeenCall): void {
  checkSecret(context, call, slotAt(call, 1))
  const payload = argumentAt(context, call, 0, 'payload')
  if (payload?.kind === 'dict' && payload.isComplete && !payload.entries.has('exp') && !setsExpiry(context, call)) noExpiry(context, call)
  for (const { scope, slot } of expirySlots(context, call)) {
    const seconds = secondsAhead(context, scope, slot)
    if (seconds !== null) longLife(context, call, seconds, durationPlace(context, scope, slot))
  }
}

/** What `exp` is set to in the function that signs. */
function expirySlots({ reader }: PatternContext, call: SeenCall): readonly { readonly scope: Scope; readonly slot: Slot }[] {
  const found: { readonly scope: Scope; readonly slot: Slot }[] = []
  for (const block of call.function.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'dict') {
        for (const entry of instruction.entries)
          if (entry.kind === 'entry' && entry.key === 'exp') found.push({ scope: call, slot: entry.value })
      } else if (instruction.op === 'set-index' && isConstant(reader.denoter.denote(call, instruction.index), 'exp'))
        found.push({ scope: call, slot: instruction.src })
    }
  }
  return found
}

/** `payload['exp'] = ...` before the call, or `payload.update({'exp': ...})`. */
function setsExpiry({ reader }: PatternContext, call: SeenCall): boolean {
  return call.function.blocks.some((block) =>
    block.instructions.some((instruction) => {
      if (instruction.op === 'set') return instruction.key === 'exp'
      if (instruction.op === 'set-index') return isConstant(reader.denoter.denote(call, instruction.index), 'exp')
      if (instruction.op === 'dict') return instruction.entries.some((entry) => entry.kind === 'entry' && entry.key === 'exp')
      return instruction.op === 'call' && instruction.args.some((argument) => argument.kind === 'named' && argument.name === 'exp')
    }),
  )
}

function noExpiry(context: PatternContext, call: SeenCall): void {
  context.emitCall(call, { kind: 'jwt-no-expiry', cwe: 613, message: 'the token is signed without an expiry', confidence: 'high' })
}

function nodeVerify(context: PatternContext, call: SeenCall): void {
  const options = argumentAt(context, call, 2)
  const isCallback = options?.kind === 'function'
  if (options !== null && !isCallback && options.kind !== 'dict') {
    context.examineCall('jwt-verify', call)
    return
  }
  const entries = options?.kind === 'dict' ? options : null
  if (isConstant(entryOf(entries, 'ignoreExpiration'), true))
    context.emitCall(call, { kind: 'jwt-no-expiry', cwe: 613, message: 'the expiry of the token is ignored', confidence: 'high' })
  checkAlgorithms(context, call, entryOf(entries, 'algorithms') ?? null)
  checkSecret(context, call, slotAt(call, 1))
  claims(context, call, entryOf(entries, 'issuer') !== undefined || entryOf(entries, 'audience') !== undefined)
  if (isConstant(argumentAt(context, call, 1), null) || isConstant(argumentAt(context, call, 1), ''))
    notVerified(context, call, 'the token is verified with an empty key', 'high')
}

function nodeSign(context: PatternContext, call: SeenCall): void {
  checkSecret(context, call, slotAt(call, 1))
  const options = argumentAt(context, call, 2)
  const payload = argumentAt(context, call, 0)
  if (isConstant(entryOf(options, 'algorithm'), 'none')) notVerified(context, call, 'the token is signed with "none"', 'high')
  const expires = entryOf(options, 'expiresIn')
  if (expires !== undefined) {
    lifetime(context, call, expires)
    return
  }
  if (options !== null && (options.kind !== 'dict' || !options.isComplete)) return
  if (entryOf(payload, 'exp') !== undefined || setsExpiry(context, call)) return
  noExpiry(context, call)
}

function lifetime(context: PatternContext, call: SeenCall, expires: Denotation): void {
  const seconds = secondsOf(constantOf(expires))
  if (seconds !== null) longLife(context, call, seconds, constantPlace(context, call, expiresSlot(call)))
}

/** The slot of `expiresIn` among the options. */
function expiresSlot(call: SeenCall): Slot {
  for (const argument of call.call.args)
    for (const entry of dictEntries(call, argument.value))
      if (entry.key === 'expiresIn' && entry.scope.function === call.function) return entry.value
  return -1
}

function longLife(context: PatternContext, call: SeenCall, seconds: number, known: ConstantPlace | null): void {
  if (seconds <= LONGEST_ACCESS_SECONDS || LONG_LIVED_WORD.test(contextWords(context, call))) return
  const place = known ?? { scope: call, start: call.call.start, end: call.call.end }
  context.emit(place.scope, place.start, place.end, {
    kind: 'jwt-long-expiry',
    cwe: 613,
    message: `the token lives ${seconds} s`,
    details: { seconds },
    confidence: 'medium',
  })
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_557_600 }

/** Seconds of `expiresIn`: numbers are seconds, strings have a unit, a bare string counts milliseconds. */
function secondsOf(value: ReturnType<typeof constantOf>): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value)
  if (match === null) return null
  const unit = match[2] ?? ''
  return unit === ''
    ? Number(match[1]) / 1000
    : unit === 'ms'
      ? Number(match[1]) / 1000
      : Number(match[1]) * (UNIT_SECONDS[unit[0]?.toLowerCase() ?? ''] ?? 1)
}

function nodeDecode(context: PatternContext, call: SeenCall): void {
  // Reading the header to choose a key, or the expiry of one's own token, is no authentication.
  const complete = isConstant(optionOf(context, call, 'complete'), true)
  const verifies = context.reader.callsIn(call.function).some((other) => /(?:^|\.)(?:verify|jwtVerify)$/.test(other.name))
  if (complete || verifies) return
  notVerified(context, call, `${call.name} reads a token without verifying its signature`, 'medium')
}

function joseVerify(context: PatternContext, call: SeenCall): void {
  context.examineCall('jwt-verify', call)
  claims(context, call, optionOf(context, call, 'issuer') !== undefined || optionOf(context, call, 'audience') !== undefined)
}

function flaskToken(context: PatternContext, call: SeenCall): void {
  if (isConstant(optionOf(context, call, 'expires_delta'), false)) noExpiry(context, call)
}

function checkSecret(context: PatternContext, call: SeenCall, slot: number): void {
  if (slot < 0) return
  const denoted = context.reader.denoter.denote(call, slot)
  if (denoted.kind === 'constant' && typeof denoted.value === 'string' && denoted.value !== '' && !/^-----BEGIN/.test(denoted.value)) {
    const place = constantPlace(context, call, slot) ?? { scope: call, start: call.call.start, end: call.call.end }
    context.emit(place.scope, place.start, place.end, {
      kind: 'hardcoded-secret',
      cwe: 798,
      message: 'the signing key stands in the source',
      details: { use: 'jwt', length: denoted.value.length },
      confidence: 'high',
    })
    if (isWeakSecret(denoted.value))
      context.emit(place.scope, place.start, place.end, {
        kind: 'jwt-weak-secret',
        cwe: 326,
        message: `the signing key has ${denoted.value.length} characters`,
        details: { length: denoted.value.length },
        confidence: 'high',
      })
    return
  }
  const fallback = fallbackSecret(context, call, slot)
  if (fallback !== null)
    context.emitCall(call, {
      kind: 'config-fallback-secret',
      cwe: 1188,
      message: 'the signing key falls back to a value in the source',
      details: { use: 'jwt', length: fallback.length },
      confidence: 'high',
    })
}

/** Settings of flask-jwt-extended and djangorestframework-simplejwt. */
export function jwtSettings(context: PatternContext): void {
  for (const setting of context.settings.get('JWT_ACCESS_TOKEN_EXPIRES') ?? []) {
    const seconds = timedeltaSeconds(context, setting.denoted)
    if (constantOf(setting.denoted) === false)
      context.emit(setting.scope, setting.start, setting.end, {
        kind: 'jwt-no-expiry',
        cwe: 613,
        message: 'access tokens never expire',
        confidence: 'high',
      })
    else if (seconds !== null && seconds > LONGEST_ACCESS_SECONDS)
      context.emit(setting.scope, setting.start, setting.end, {
        kind: 'jwt-long-expiry',
        cwe: 613,
        message: `access tokens live ${seconds} s`,
        details: { seconds },
        confidence: 'high',
      })
  }
}
