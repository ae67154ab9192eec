import { nameTest } from '../remembered.ts'
import { isConstant, isServed, type SeenCall } from '../routes/reader.ts'
import { guardScopes } from './account-state.ts'
import { optionOf, type PatternContext } from './context.ts'
import { reachedText } from './reached-code.ts'
import { saysAnywhere } from './said-anywhere.ts'

const opensSocket = nameTest(/^(?:aiohttp\.web\.WebSocketResponse|ws(?:\.default)?\.(?:WebSocketServer|Server))$/)
/** Who is known by a cookie is so on the pages of others too. */
const BY_COOKIE =
  /cookies?\s*(?:\.get\(|\[|\.)\s*["'`]?\w*(?:token|session|auth|sid|jwt)|express-session|cookie-session|@fastify\/session|aiohttp_session|getCookie\(/i
const ASKS = /\borigin\b|allowed_?hosts|same_?site\s*[:=]\s*["'`]strict/i

/** Sockets that a page of anybody may open with the cookies of its visitors. */
export function foreignSockets(context: PatternContext): void {
  const { reader } = context
  const opened = reader.calls.filter((call) => opensSocket(call.name) && isServed(reader, call.module.file))
  if (opened.length === 0 || !saysAnywhere(context, BY_COOKIE) || saysAnywhere(context, /same_?site\s*[:=]\s*["'`]strict/i)) return
  for (const call of opened) {
    if (optionOf(context, call, 'verifyClient') !== undefined || isUpgradedElsewhere(context, call)) continue
    const route = context.routes.find(({ handler }) => handler?.function === call.function)
    const guards = (route?.fact.guards ?? []).flatMap((guard) => guardScopes(reader, guard)).map((scope) => reachedText(reader, scope, 1))
    const around = call.module.language === 'javascript' ? reader.textOf(call.module.file) : reachedText(reader, call, 2)
    if ([around, ...guards].some((text) => ASKS.test(text))) continue
    report(context, call, route === undefined ? null : `${route.fact.method} ${route.fact.path}`)
  }
}

/** `noServer: true`, where the code that hands connections on with `handleUpgrade` asks for the origin. */
function isUpgradedElsewhere(context: PatternContext, call: SeenCall): boolean {
  const { reader } = context
  if (!isConstant(optionOf(context, call, 'noServer'), true)) return false
  return reader.calls.some(({ method, module }) => method === 'handleUpgrade' && ASKS.test(reader.textOf(module.file)))
}

function report(context: PatternContext, call: SeenCall, route: string | null): void {
  context.emitCall(call, {
    kind: 'socket-origin-unasked',
    cwe: 1385,
    message: 'the socket is opened for pages of any origin, and a cookie says who is calling',
    ...(route === null ? {} : { details: { route } }),
    confidence: 'medium',
  })
}
