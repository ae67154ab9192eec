import type { Scope } from '../engine/program.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'
import { type CallFinder, optionOf } from './context.ts'
import { becomesIdentity } from './identity-use.ts'

/** Libraries that check the signature and leave the claims to who calls them. */
const LEAVES_CLAIMS =
  /^(?:authlib\.jose\.(?:jwt|JsonWebToken\(\))\.decode|joserfc\.jwt\.decode|jose\.jws\.verify|jwt\.(?:api_jws\.)?PyJWS\(\)\.decode|jwt\.api_jws\.decode)$/
/** Signed values with the time at which they were made, which is asked only where a greatest age is given. */
const LEAVES_AGE =
  /^(?:itsdangerous\.(?:\w+\.)?(?:URLSafeTimedSerializer|TimedSerializer)\(\)\.loads|itsdangerous\.(?:\w+\.)?TimestampSigner\(\)\.unsign|django\.core\.signing\.(?:loads|TimestampSigner\(\)\.unsign(?:_object)?))$/
const OF_LOGIN = /authorization|bearer|(?:access|auth|login|api|session|reset)_?tokens?\b|["']token["']/i
const ASKS_END = /\bexp\b|expir|validat|max_?age|\biat\b|jti|revok|\bsession_id\b/i

/** A token whose signature is checked and whose end nobody asks for: `jws.verify(token, key)`, `serializer.loads(token)`. */
export const endlessTokens: CallFinder = (context, call) => {
  const { reader } = context
  const leavesAge = LEAVES_AGE.test(call.name)
  if (!leavesAge && !LEAVES_CLAIMS.test(call.name)) return
  if (
    leavesAge &&
    (optionOf(context, call, 'max_age') !== undefined || call.call.args.filter(({ kind }) => kind === 'positional').length > 1)
  )
    return
  const callers = reader.callersOf(call.function)
  const texts = [call, ...callers, ...callers.flatMap((one) => reader.callersOf(one.function))].map((one) => textOf(reader, one))
  const given = reader.callsIn(call.function).flatMap(({ callee }) => (callee.kind === 'function' ? [textOf(reader, callee)] : []))
  if ([...texts, ...given].some((text) => ASKS_END.test(text))) return
  if (leavesAge && !(texts.some((text) => OF_LOGIN.test(text)) && isTaken(context, call, callers))) return
  context.emitCall(call, {
    kind: 'jwt-no-expiry',
    cwe: 613,
    message: 'nothing asks how old the token is: once signed, it is good for ever',
    confidence: 'medium',
  })
}

/** Whether what the token says becomes the caller, here or where it is given back to. */
const isTaken = (context: Parameters<CallFinder>[0], call: SeenCall, callers: readonly SeenCall[]): boolean =>
  becomesIdentity(context, call, call.call.dst) || callers.some((one) => becomesIdentity(context, one, one.call.dst))

const textOf = (reader: Reader, { module, function: fn }: Scope): string => reader.textOf(module.file).slice(fn.start, fn.end)
