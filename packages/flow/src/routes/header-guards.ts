import { callBehind, type FunctionRef, nameOf, type Reader } from './reader.ts'
import type { Attachment } from './router-graph.ts'

const READS_HEADER = /\bauthorization\b|\bbearer\b|HTTP_AUTHORIZATION|HTTPAuthorizationCredentials|OAuth2\w*Bearer|x-api-key/i
const READS_COOKIE = /(?<![.\w])session\b|\b(?:req|request|ctx)\.session\b|cookie|\bcurrent_user\b|is_authenticated|isAuthenticated/i
const BEARER =
  /^(?:flask_jwt_extended\.jwt_required|flask_httpauth\.HTTPTokenAuth\(\)\.login_required|fastapi\.security\.(?:HTTPBearer|OAuth2PasswordBearer))(?:\(\))?$/
const DEEPEST = 3

/**
 * Whether a guard asks for a credential in a header alone, which no other site makes a browser send: beside pages with a session stands an
 * interface with tokens.
 */
export function asksForHeader(reader: Reader, { scope, slot }: Attachment): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (BEARER.test(nameOf(denoted))) return !reader.program.modules.some(({ file }) => KEEPS_IN_COOKIE.test(reader.textOf(file)))
  const call = callBehind(reader, scope, slot)
  const code = denoted.kind === 'function' ? denoted : call?.callee.kind === 'function' ? call.callee : null
  if (code === null) return false
  const text = textBehind(reader, code, 0, new Set())
  return READS_HEADER.test(text) && !READS_COOKIE.test(text)
}

/** Whether a handler itself keeps or reads a cookie, whatever its guards ask for. */
export const handlesCookie = (reader: Reader, handler: FunctionRef): boolean => READS_COOKIE.test(textBehind(reader, handler, 0, new Set()))

/** Whether a handler finds out by itself who calls, by what the request brings in its headers or its body: `POST /refresh` with a token. */
export function asksByItself(reader: Reader, handler: FunctionRef): boolean {
  const text = textBehind(reader, handler, 0, new Set())
  return !READS_COOKIE.test(text) && !LEFT_BEFORE.test(text)
}

/** What something that ran before the handler has left there. */
const LEFT_BEFORE =
  /\bg\.(?:get\(|\w*(?:user|account|member|identity))|\b(?:req|request|ctx|context|c)\.(?:user|auth|state|account|identity|get\()|locals\b|\bsession_/i

const KEEPS_IN_COOKIE = /JWT_TOKEN_LOCATION[^\n]*cookies|locations\s*=[^\n]*cookies/

/** The text of a function and of those that it calls. */
function textBehind(reader: Reader, { module, function: fn }: FunctionRef, depth: number, seen: Set<FunctionRef['function']>): string {
  if (seen.has(fn) || depth > DEEPEST) return ''
  seen.add(fn)
  const own = reader.textOf(module.file).slice(fn.start, fn.end)
  const inside = module.functions.filter(({ start, end }) => start >= fn.start && end <= fn.end)
  const called = inside.flatMap((one) => reader.callsIn(one)).flatMap(({ callee }) => (callee.kind === 'function' ? [callee] : []))
  return [own, ...called.map((callee) => textBehind(reader, callee, depth + 1, seen))].join('\n')
}
