import type { Denotation } from '../engine/denotation.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { bodyVerdict } from './guard-proof.ts'
import { dictEntries } from './handler-values.ts'
import { callBehind, isConstant, nameOf, type Reader, type SeenCall, stringsAt, textAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** Makers and decorators of limiters, by qualified name. */
const LIMITERS =
  /^(?:express-rate-limit(?:\.rateLimit)?|express-slow-down(?:\.slowDown)?|express-brute\(\)\.prevent|koa-ratelimit|koa2-ratelimit\.RateLimit\.middleware|hono-rate-limiter\.rateLimiter|rate-limiter-flexible\.\w+|@assay\/kit\.rateLimit|@upstash\/ratelimit\.Ratelimit|@nestjs\/throttler\.(?:ThrottlerGuard|Throttle|SkipThrottle)|flask_limiter\.(?:\w+\.)?Limiter\(\)\.(?:limit|shared_limit)|slowapi\.(?:\w+\.)?Limiter\(\)\.(?:limit|shared_limit)|fastapi_limiter\.depends\.(?:WebSocket)?RateLimiter|ratelimit\.decorators\.ratelimit|django_ratelimit\.decorators\.ratelimit|ratelimit\.limits|axes\.decorators\.axes_dispatch|quart_rate_limiter\.rate_limit|rest_framework\.throttling\.\w+|limits\.\w+)(?:\(\))*$/

const LIMITER_NAME =
  /rate_?limit|(?:^|_)limit_(?:requests?|rate|login|attempts?|calls|endpoint)|(?:^|[._])limit(?:ed)?(?:\(|$)|throttl|slow_?down|brute_?force|(?:^|_)limiter|limiter(?:$|_)|too_?many/i

/** The limit an attachment sets, as the source words it; null when it is no limiter. */
export function rateLimitOf(
  reader: Reader,
  attachment: Attachment,
  denoted: Denotation,
  call: SeenCall | null,
  name: string,
): string | null {
  const library = call === null ? nameOf(denoted) : call.name
  if (LIMITERS.test(library) || LIMITERS.test(nameOf(denoted)))
    return skipsAll(reader, call ?? madeBy(reader, attachment.scope, attachment.slot)) ? null : limitText(reader, attachment, call, name)
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2')
  if (!LIMITER_NAME.test(words) || OF_SIZE.test(words)) return null
  if (denoted.kind === 'function') {
    const verdict = bodyVerdict(reader, { module: denoted.module, function: denoted.function }, attachment.manner)
    return verdict.refuses || verdict.asksLibrary || attachment.manner === 'wrapper' ? name : null
  }
  return denoted.kind === 'constant' ? null : limitText(reader, attachment, call, name)
}

/** `bodyLimit({ maxSize })`: how much is sent, and not how often. */
const OF_SIZE = /(?:^|[^a-z])(?:body|payload|size|upload|file|content|json)(?:_size)?[-_]limit/i

/** `rateLimit({ limit: 10, skip: () => true })` limits nobody. */
function skipsAll(reader: Reader, made: SeenCall | null): boolean {
  const first = made?.call.args[0]
  const skip = made === null || first === undefined ? undefined : dictEntries(made, first.value).find(({ key }) => key === 'skip')
  const asked = skip === undefined ? null : reader.denoter.denote(skip.scope, skip.value)
  if (asked?.kind !== 'function') return false
  const answers = asked.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' ? [reader.denoter.denote(asked, terminator.src)] : [],
  )
  return answers.length > 0 && answers.every((answer) => isConstant(answer, true))
}

/** A handler that answers 429 by itself counts somewhere. */
export function refusesByCount(
  reader: Reader,
  { module, function: fn }: { readonly module: Module; readonly function: IrFunction },
): boolean {
  return /\b429\b|TOO_MANY_REQUESTS|[tT]ooManyRequests|\b(?:raise|throw new)\s+(?:\w+\.)*(?:Throttled|ThrottlerException|RateLimit(?:ed|Exceeded)\w*)\b/.test(
    reader.textOf(module.file).slice(fn.start, fn.end),
  )
}

/** Limits that a handler asks for itself: `limit_endpoint('signin')`, `await limiter.consume(ip)`. */
export function limitsInside(reader: Reader, calls: readonly SeenCall[]): readonly string[] {
  return calls.flatMap((call) => {
    const isLibrary = LIMITERS.test(call.name) || /^rate-limiter-flexible\..*\.consume$/.test(call.name)
    const verdict =
      call.callee.kind === 'function' && !call.call.isDecorator
        ? bodyVerdict(reader, { module: call.callee.module, function: call.callee.function }, 'returns')
        : null
    const isNamed = call.callee.kind === 'function' && LIMITER_NAME.test(call.callee.function.name.replace(/([a-z])([A-Z])/g, '$1_$2'))
    const isOwn =
      (verdict?.refuses === true && (isNamed || verdict.statuses.has(429))) ||
      (call.callee.kind === 'function' &&
        (countsAttempts(reader, call.callee.module, call.callee.function) || refusesByCount(reader, call.callee)))
    return isLibrary || isOwn ? [textAt(reader, call.module, call.call.start, call.call.end)] : []
  })
}

/** A function that counts something up which ends after a while: `cache.incr(key) <= limit`, `multi().incr(key).expire(key, 60)`. */
export function countsAttempts(reader: Reader, module: Module, fn: IrFunction): boolean {
  const text = reader.textOf(module.file).slice(fn.start, Math.min(fn.end, fn.start + LONGEST_COUNTER))
  return COUNTS_UP.test(text) && ENDS.test(text) && COMPARES.test(text)
}

const LONGEST_COUNTER = 1500
const COUNTS_UP = /\.(?:incr|incrby|increment|hincrby|zadd|consume)\s*\(|['"`]INCR['"`]/i
/** A count that is kept and compared with nothing refuses nobody. */
const COMPARES = /(?:\breturn\b|\bif\b|=>)[^\n]*(?<![-=])[<>]=?\s*[\w(]/
const ENDS = /expire|ttl|window|timeout|setex|\bEX\b|\bPX\b|minutes|seconds/i

/** "5 per minute", or the text of the call that made the limiter. */
function limitText(reader: Reader, { scope, slot }: Attachment, call: SeenCall | null, name: string): string {
  const made = call ?? madeBy(reader, scope, slot)
  if (made === null) return name
  const first = made.call.args[0]
  const strings = first === undefined ? [] : stringsAt(reader, made, first.value)
  return strings.length > 0 ? strings.join('; ') : textAt(reader, made.module, made.call.start, made.call.end)
}

function madeBy(reader: Reader, scope: Attachment['scope'], slot: number): SeenCall | null {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'library' && denoted.origin !== null) return reader.seenCall(denoted.origin.call) ?? null
  return callBehind(reader, scope, slot)
}
