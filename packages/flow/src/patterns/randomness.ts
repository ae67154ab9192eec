import { BENIGN_WORD, type CallFinder, contextWords, nearWords, SECRET_WORD } from './context.ts'

const WEAK_SOURCES =
  /^(?:random\.(?:random|randint|randrange|choice|choices|sample|getrandbits|randbytes|uniform|shuffle)|Math\.random|uuid\.uuid1|uuid\.v1|numpy\.random\.\w+|lodash\.(?:random|sample|shuffle))$/
/** Words that only mean a secret beside another: `code` alone is anything. */
const WEAK_ALONE = / (?:code|pin|auth|session|reset|salt|secure|verification|confirmation) /
const STRONG =
  / (?:password|passwd|pwd|passphrase|secret|token|tokens|otp|nonce|csrf|credential|credentials|api key|apikey|session id|sessionid|reset code|verification code|confirmation code|activation code|invite code|login code|auth code|recovery code|backup code|access code|voucher|coupon|pin code|passcode|salt|private key|secret key|access key|license key|temp password|one time|room key|share link|session key|session token) /

/** Predictable random numbers where somebody must not be able to guess them. */
export const randomness: CallFinder = (context, call) => {
  if (!WEAK_SOURCES.test(call.name)) return
  const words = contextWords(context, call)
  const near = nearWords(context, call)
  // A class of codes may have a delay among its methods.
  const isStrong = STRONG.test(BENIGN_WORD.test(near) ? near : words)
  if (BENIGN_WORD.test(words) && !isStrong) return
  if (!isStrong && !(SECRET_WORD.test(words) && !WEAK_ALONE.test(words))) {
    context.examineCall('weak-random', call)
    return
  }
  context.emitCall(call, {
    kind: 'weak-random',
    cwe: 338,
    message: `${call.name} makes a value that must not be guessed`,
    details: { source: call.name },
    confidence: isStrong ? 'high' : 'medium',
  })
}
