import { bodyVerdict } from './guard-proof.ts'
import { refusesByCount } from './rate-limits.ts'
import type { FunctionRef, Reader } from './reader.ts'
import type { Manner } from './router-graph.ts'

/** The code of a middleware, and how it hands on. */
interface Middleware {
  readonly target: FunctionRef
  readonly manner: Manner
}

/** Whoever answers 429 limits, whatever it is called, itself or through a helper: `refuse(req, res, seconds)`. */
export function answersTooMany(reader: Reader, { target, manner }: Middleware): boolean {
  if (bodyVerdict(reader, target, manner).statuses.has(429)) return true
  return reader.callsIn(target.function).some(({ callee }) => callee.kind === 'function' && refusesByCount(reader, callee))
}

/** A token of the session that a middleware of the tree compares, and answers 403 without it. */
export function comparesToken(reader: Reader, { target, manner }: Middleware): boolean {
  const { module, function: fn } = target
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  const compares = /===|!==|timingSafeEqual|compare_digest|\b(?:verify|check|compare|same|equal)\w*\(/i
  const asks = /csrf|xsrf/i.test(text) || ASKS_WHERE_FROM.test(text)
  return asks && compares.test(text) && bodyVerdict(reader, target, manner).statuses.has(403)
}

/** The header by which a browser says which site a request comes from: no page can set it (Fetch, forbidden request headers). */
const ASKS_WHERE_FROM =
  /headers?(?:\(\))?\??(?:\.|\[\s*['"])(?:origin|referer|sec-fetch-site)\b|\bget\(\s*['"](?:origin|referer|sec-fetch-site)['"]|HTTP_(?:ORIGIN|REFERER|SEC_FETCH_SITE)/i
