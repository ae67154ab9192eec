import type { Denotation } from '../engine/denotation.ts'
import { argumentSlot } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { entryOf, isConstant, type SeenCall, stringsOf } from '../routes/reader.ts'
import {
  argumentAt,
  type CallFinder,
  constantOf,
  type InstructionFinder,
  optionOf,
  optionsAreKnown,
  type PatternContext,
  slotAt,
} from './context.ts'
import { timedeltaSeconds } from './durations.ts'
import { givenValues } from './given-values.ts'
import { checkSecret } from './jwt-keys.ts'
import { noExpiry } from './jwt-signing.ts'
import { choosesKey } from './key-choice.ts'
import { isSaidByToken } from './token-header.ts'
import { LONGEST_ACCESS_SECONDS } from './token-lifetimes.ts'
import { isVerifier } from './unverified-tokens.ts'

const PYTHON_DECODE =
  /^(?:jwt(?:\.api_jwt)?\.decode|jwt\.PyJWT\(\)\.decode|jose\.jwt\.decode|authlib\.jose\.(?:jwt|JsonWebToken\(\))\.decode)$/

/** How tokens are checked. */
export const jwt: CallFinder = (context, call) => {
  const { name } = call
  if (PYTHON_DECODE.test(name)) pythonDecode(context, call)
  else if (/^jose\.jwt\.get_unverified_claims$/.test(name)) {
    if (!choosesKey(context.reader, call, (other) => isVerifier(other) && !isUnverified(context, other)))
      notVerified(context, call, 'get_unverified_claims reads claims of a token that was not verified', 'medium')
  } else if (name === 'jsonwebtoken.verify') nodeVerify(context, call)
  else if (name === 'jose.jwtVerify') joseVerify(context, call)
  else if (/^flask_jwt_extended\.create_access_token$/.test(name)) flaskToken(context, call)
}

function notVerified(context: PatternContext, call: SeenCall, message: string, confidence: 'high' | 'medium' | 'low'): void {
  context.emitCall(call, { kind: 'jwt-not-verified', cwe: 347, message, confidence })
}

function pythonDecode(context: PatternContext, call: SeenCall): void {
  const options = optionOf(context, call, 'options')
  if (isUnverified(context, call)) {
    if (choosesKey(context.reader, call, (other) => isVerifier(other) && !isUnverified(context, other))) return
    notVerified(context, call, 'the signature of the token is not verified', 'high')
    return
  }
  const algorithms = argumentAt(context, call, 2, 'algorithms')
  checkAlgorithms(context, call, algorithms, argumentSlot(call.call.args, 2, 'algorithms'))
  if (isConstant(entryOf(options ?? null, 'verify_exp'), false))
    context.emitCall(call, { kind: 'jwt-no-expiry', cwe: 613, message: 'the expiry of the token is not checked', confidence: 'high' })
  checkSecret(context, call, slotAt(call, 1))
  claims(context, call, optionOf(context, call, 'audience') !== undefined || optionOf(context, call, 'issuer') !== undefined)
}

function isUnverified(context: PatternContext, call: SeenCall): boolean {
  const options = optionOf(context, call, 'options')
  return isConstant(optionOf(context, call, 'verify'), false) || isConstant(entryOf(options ?? null, 'verify_signature'), false)
}

function checkAlgorithms(context: PatternContext, call: SeenCall, algorithms: Denotation | null, slot: Slot): void {
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
  if (algorithms.kind === 'list' && stringsOf(algorithms).length < algorithms.items.length && isSaidByToken(context, call, slot)) {
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

function nodeVerify(context: PatternContext, call: SeenCall): void {
  // Options that a maker of the check is given; where one of its callers gives too little, that one decides.
  const given = argumentAt(context, call, 2)
  const all = given === null ? [] : givenValues(context.reader, given)
  const options = all.find((one) => entryOf(one, 'algorithms') === undefined && one.kind === 'dict') ?? all[0] ?? null
  const isCallback = options?.kind === 'function'
  if (options !== null && !isCallback && options.kind !== 'dict') {
    context.examineCall('jwt-verify', call)
    return
  }
  const entries = options?.kind === 'dict' ? options : null
  if (isConstant(entryOf(entries, 'ignoreExpiration'), true))
    context.emitCall(call, { kind: 'jwt-no-expiry', cwe: 613, message: 'the expiry of the token is ignored', confidence: 'high' })
  const written = dictEntries(call, slotAt(call, 2)).findLast(({ key, scope }) => key === 'algorithms' && scope.function === call.function)
  checkAlgorithms(context, call, entryOf(entries, 'algorithms') ?? null, written?.value ?? -1)
  checkSecret(context, call, slotAt(call, 1))
  claims(context, call, entryOf(entries, 'issuer') !== undefined || entryOf(entries, 'audience') !== undefined)
  if (isConstant(argumentAt(context, call, 1), null) || isConstant(argumentAt(context, call, 1), ''))
    notVerified(context, call, 'the token is verified with an empty key', 'high')
}

const FOR_RENEWAL = /refresh|renew|log_?out|sign_?out|revoke|blacklist|deny_?list/i

/**
 * Options of a strategy, a plugin or a module that verifies tokens: `super({ secretOrKey, ignoreExpiration: true })` of Passport,
 * `verify: { ignoreExpiration: true }`. Who renews or ends a session may look into a token that has run out.
 */
export const ignoredExpiry: InstructionFinder = {
  ops: ['dict'],
  find(context, scope, instruction) {
    if (instruction.op !== 'dict' || scope.module.language !== 'javascript') return
    const { reader } = context
    for (const entry of instruction.entries) {
      if (entry.kind !== 'entry' || entry.key !== 'ignoreExpiration' || !isConstant(reader.denoter.denote(scope, entry.value), true))
        continue
      const owner = scope.module.classes[scope.function.ownerClass]?.name ?? ''
      const isGiven = reader
        .callsIn(scope.function)
        .some(({ name, call }) => name === 'jsonwebtoken.verify' && call.args.some(({ value }) => value === instruction.dst))
      if (isGiven || FOR_RENEWAL.test(`${owner} ${scope.function.name}`)) continue
      const at = scope.function.blocks.flatMap(({ instructions }) => instructions).find((one) => 'dst' in one && one.dst === entry.value)
      context.emit(scope, at?.start ?? instruction.start, at?.end ?? instruction.end, {
        kind: 'jwt-no-expiry',
        cwe: 613,
        message: 'the expiry of tokens is ignored',
        confidence: 'high',
      })
    }
  },
}

function joseVerify(context: PatternContext, call: SeenCall): void {
  context.examineCall('jwt-verify', call)
  claims(context, call, optionOf(context, call, 'issuer') !== undefined || optionOf(context, call, 'audience') !== undefined)
}

function flaskToken(context: PatternContext, call: SeenCall): void {
  if (isConstant(optionOf(context, call, 'expires_delta'), false)) noExpiry(context, call)
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
