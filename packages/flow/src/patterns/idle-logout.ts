import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'
import { sessionTable } from './session-tables.ts'
import { hasLastingTokens } from './token-lifetimes.ts'
import { signsByHand } from './token-uses.ts'

const SIGNS =
  /^(?:jwt(?:\.api_jwt)?\.encode|jwt\.PyJWT\(\)\.encode|jose\.jwt\.encode|authlib\.jose\..*\.encode|joserfc\.jwt\.encode|jsonwebtoken\.sign|hono\/jwt\.sign|jose\.SignJWT|@nestjs\/jwt\.JwtService\(\)\.sign(?:Async)?|flask_jwt_extended\.create_\w+_token|itsdangerous\.(?:url_safe\.)?URLSafe(?:Timed)?Serializer\(\)\.dumps|django\.core\.signing\.dumps|cryptography\.fernet\.Fernet\(\)\.encrypt)$/
/** Calls that answer, log or look: none of them ends anything. */
const ANSWERS =
  /^(?:json|jsonify|send|status|code|end|sendStatus|type|header|set_?headers?|text|html|redirect|Response|JSONResponse|HTTPException|json_response|make_response|ok|success|noContent|no_?content|info|debug|warn|warning|log|error|next|str|String|bool|Boolean|int|Number|dict|get|now|isoformat|toISOString)$/i
const ENDS =
  /revok|black_?list|deny_?list|block_?list|invalidat|clear|delete|destroy|cookie|session|version|expire|logout|log_out|sign_?out/i

/** Tables of what lets its bearer in. */
const KEEPS = /sessions?$|tokens?$/i

/** `sessions.end(id)` answers nobody. */
const OF_SESSIONS = /(?:sessions?|tokens?|revo\w+|den(?:y|ied)\w*|black\w*|stores?|cache|redis)\??\.\w+$/i
/** What takes a cookie out of one browser: the token that was in it stays good. */
const DROPS_COOKIE = /^(?:del|delete|clear|remove)_?cookie$/i
const EMPTIES_COOKIE = /\bcookies?(?:\.set)?\(\s*["'`][\w.-]+["'`]\s*,\s*(?:null|undefined|''|""|``)\s*[,)]/

const CHANGES: ReadonlySet<string> = new Set(['set', 'set-index', 'delete', 'store-up'])

/** A logout that does nothing, of a service whose tokens say by themselves that they are good: they are so afterwards too. */
export function idleLogouts(context: PatternContext): void {
  const { reader } = context
  if (!givesTokens(context)) return
  // A token that ends within the hour may be left to its end once the browser has forgotten it, the row of a session may not.
  const lasts = hasLastingTokens(context) || sessionTable(reader, context.routes) !== null
  for (const { fact, handler } of context.routes) {
    if (fact.purpose !== 'logout' || handler === null || !isServed(reader, handler.module.file)) continue
    const reached = reachedFrom(reader, handler).filter((scope) => !makesError(scope))
    const calls = reached.flatMap((scope) => reader.callsIn(scope.function))
    const sets = reached.some((scope) => scope.function.blocks.some(({ instructions }) => instructions.some(changesSomething)))
    // A guard of this route alone may be what ends the token.
    const isGuardedOff = fact.guards.some(({ name }) => ENDS.test(name))
    const idle = calls.every(
      ({ method, callee, name, module, call }) =>
        callee.kind === 'function' ||
        callee.kind === 'class' ||
        (ANSWERS.test(method) && !OF_SESSIONS.test(calledPath(reader, { module, call }))) ||
        (lasts && (DROPS_COOKIE.test(method) || EMPTIES_COOKIE.test(textOf(reader, { module, call })))) ||
        (method === '' && name === ''),
    )
    if (isGuardedOff || fact.effects.length > 0 || !idle || sets) continue
    context.emit(handler, handler.function.start, handler.function.end, {
      kind: 'logout-idle',
      cwe: 613,
      message: `${fact.method} ${fact.path} ends nothing: the tokens that the service has signed stay good`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** Koa answers by what it sets: `ctx.status = 204`. */
const changesSomething = (one: Instruction): boolean =>
  CHANGES.has(one.op) && !(one.op === 'set' && /^(?:status|body|type|statusCode)$/.test(one.key))

const textOf = (reader: Reader, { module, call }: Pick<SeenCall, 'module' | 'call'>): string =>
  reader.textOf(module.file).slice(call.start, call.end)

/** What stands before the arguments of a call. */
const calledPath = (reader: Reader, call: Pick<SeenCall, 'module' | 'call'>): string => textOf(reader, call).split('(')[0]?.trim() ?? ''

/** The constructor of an error keeps its status and ends nothing. */
function makesError({ module, function: fn }: Scope): boolean {
  const owner = module.classes[fn.ownerClass]
  return owner !== undefined && /(?:Error|Exception|Problem|Failure)$/.test(owner.name)
}

/** Whether a login gives a token that is good by its signature, or one that a table remembers. */
function givesTokens({ reader, routes }: PatternContext): boolean {
  if (reader.calls.some(({ name, module }) => SIGNS.test(name) && isServed(reader, module.file))) return true
  if (routes.some(({ fact }) => fact.purpose === 'login' && fact.effects.some(({ kind, of }) => kind === 'create' && KEEPS.test(of ?? ''))))
    return true
  return reader.program.modules.some(
    ({ file, functions }) =>
      isServed(reader, file) && /hmac/i.test(reader.textOf(file)) && functions.some((fn) => fn.index > 0 && signsByHand(reader, fn, file)),
  )
}
