import { entryOf, isConstant, isServed, nameOf, type SeenCall } from '../routes/reader.ts'
import { argumentAt, type CallFinder, type PatternContext, slotAt } from './context.ts'
import { checkSecret } from './jwt-keys.ts'
import { presenceOf } from './key-presence.ts'
import { judgeEnd, judgeExpiresIn, judgeExpiry, rememberLasting } from './token-lifetimes.ts'

const PYTHON_ENCODE = /^(?:jwt(?:\.api_jwt)?\.encode|jwt\.PyJWT\(\)\.encode|jose\.jwt\.encode)$/
/** Libraries whose first argument is the header. */
const PYTHON_ENCODE_AFTER_HEADER = /^(?:authlib\.jose\.(?:jwt|JsonWebToken\(\))|joserfc\.jwt)\.encode$/
const BUILDER = /^jose\.(?:SignJWT|EncryptJWT|UnsecuredJWT)\(\)(?:\.\w+\(\))*\.(?:sign|encrypt|encode)$/
const NEST_SIGN = /^@nestjs\/jwt\.JwtService\(\)\.sign(?:Async)?$/
const FASTIFY_SIGN = /\.jwt\.sign$/
const EXPIRY: ReadonlySet<string> = new Set(['exp'])
const EXPIRES_IN: ReadonlySet<string> = new Set(['expiresIn', 'exp'])

/** How tokens are signed: whether they end, and when. */
export const jwtSigning: CallFinder = (context, call) => {
  const { name } = call
  if (PYTHON_ENCODE.test(name)) pythonEncode(context, call, 0)
  else if (PYTHON_ENCODE_AFTER_HEADER.test(name)) pythonEncode(context, call, 1)
  else if (name === 'jsonwebtoken.sign') nodeSign(context, call)
  else if (name === 'hono/jwt.sign') endsInPayload(context, call)
  else if (BUILDER.test(name)) builder(context, call)
  else if (NEST_SIGN.test(name)) configuredSign(context, call, registrations(context, /^@nestjs\/jwt\.(?:JwtModule\.\w+|JwtService)$/))
}

/** Tokens that a plugin of Fastify signs, with the options of its registration. */
export const pluginSigning: CallFinder = (context, call) => {
  if (call.method !== 'jwtSign' && !FASTIFY_SIGN.test(call.name)) return
  if (isServed(context.reader, call.module.file)) configuredSign(context, call, pluginRegistrations(context))
}

function pythonEncode(context: PatternContext, call: SeenCall, position: number): void {
  checkSecret(context, call, slotAt(call, position + 1))
  const payload = argumentAt(context, call, position, position === 0 ? 'payload' : 'claims')
  const slot = slotAt(call, position)
  if (payload !== null && presenceOf(context, call, slot, EXPIRY) === 'absent' && !setsExpiry(context, call)) noExpiry(context, call)
  judgeExpiry(context, call)
}

function nodeSign(context: PatternContext, call: SeenCall): void {
  checkSecret(context, call, slotAt(call, 1))
  const options = argumentAt(context, call, 2)
  if (isConstant(entryOf(options, 'algorithm'), 'none'))
    context.emitCall(call, { kind: 'jwt-not-verified', cwe: 347, message: 'the token is signed with "none"', confidence: 'high' })
  const expires = entryOf(options, 'expiresIn')
  if (expires !== undefined) {
    judgeExpiresIn(context, call, expires)
    return
  }
  judgeExpiry(context, call)
  if (options?.kind === 'function') return
  if (options !== null && presenceOf(context, call, slotAt(call, 2), EXPIRES_IN) !== 'absent') return
  const payload = argumentAt(context, call, 0)
  if (entryOf(payload, 'exp') !== undefined || setsExpiry(context, call)) return
  if (presenceOf(context, call, slotAt(call, 0), EXPIRY) !== 'present') noExpiry(context, call)
}

/** Libraries that know no option for the end: it stands in the payload or nowhere. */
function endsInPayload(context: PatternContext, call: SeenCall): void {
  checkSecret(context, call, slotAt(call, 1))
  if (presenceOf(context, call, slotAt(call, 0), EXPIRY) === 'absent' && !setsExpiry(context, call)) noExpiry(context, call)
  judgeExpiry(context, call)
}

/** `new SignJWT(payload).setProtectedHeader(...).sign(key)`: the end is a step of the builder. */
function builder(context: PatternContext, call: SeenCall): void {
  const steps = context.reader.callsIn(call.function)
  const end = steps.find(({ method }) => method === 'setExpirationTime')
  if (end !== undefined) {
    judgeEnd(context, end, argumentAt(context, end, 0))
    return
  }
  const made = steps.filter(({ name, call: { isNew } }) => isNew && /^jose\.(?:SignJWT|EncryptJWT|UnsecuredJWT)$/.test(name))
  if (made.length === 0 || setsExpiry(context, call)) return
  const isOpen = made.some((one) => one.call.args.length > 0 && presenceOf(context, one, slotAt(one, 0), EXPIRY) === 'present')
  if (!isOpen) noExpiry(context, call)
}

/** A service whose registration gives the options that its calls leave out. */
function configuredSign(context: PatternContext, call: SeenCall, registered: readonly SeenCall[]): void {
  if (registered.length === 0 || registered.some((one) => mayEnd(context, one))) return
  const options = slotAt(call, 1)
  if (options >= 0 && presenceOf(context, call, options, EXPIRES_IN) !== 'absent') return
  if (presenceOf(context, call, slotAt(call, 0), EXPIRY) !== 'present' && !setsExpiry(context, call)) noExpiry(context, call)
}

function registrations({ reader }: PatternContext, made: RegExp): readonly SeenCall[] {
  return reader.calls.filter(({ name, module }) => made.test(name) && isServed(reader, module.file))
}

function pluginRegistrations(context: PatternContext): readonly SeenCall[] {
  return context.reader.calls.filter(
    (call) =>
      call.method === 'register' &&
      /^(?:@fastify\/jwt|fastify-jwt)(?:\.|$)/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })),
  )
}

/** Whether a registration names an end, or hides its options from us. */
function mayEnd({ reader }: PatternContext, call: SeenCall): boolean {
  const text = reader.textOf(call.module.file).slice(call.call.start, call.call.end)
  if (/\bexpiresIn\b|\bexp\b/.test(text)) return true
  // `useClass`, `useFactory: makeOptions`, `register(options)`: what they hold stands elsewhere.
  if (!/\{/.test(text) || /\buseClass\b|\buseExisting\b|\.\.\./.test(text)) return true
  return (
    /\b(?:signOptions|sign|useFactory)\s*(?:[,}]|:\s*[\w.$]+\s*[,})])/.test(text) ||
    /\bconfig\w*\.get\w*\(\s*['"`]\w*jwt['"`]\s*\)/i.test(text)
  )
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

export function noExpiry(context: PatternContext, call: SeenCall): void {
  rememberLasting(context)
  context.emitCall(call, { kind: 'jwt-no-expiry', cwe: 613, message: 'the token is signed without an expiry', confidence: 'high' })
}
