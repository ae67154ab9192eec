import type { Block, Instruction, Slot } from '../ir/ir.ts'
import { newWalk, type Walk } from './guard-walk.ts'
import { isErrorMade, statusesOfClass } from './made-errors.ts'
import { passedStatuses } from './passed-statuses.ts'
import { callBehind, entryOf, type FunctionRef, isConstant, nameOf, type Reader, type SeenCall } from './reader.ts'

/** Calls of libraries that end the request, or throw, when the caller is not welcome. */
export const REFUSING_CALL =
  /^(?:flask\.abort|werkzeug\.exceptions\.abort|flask_restful\.abort|flask_restx\.abort|quart\.abort|bottle\.abort|sanic\.exceptions\.abort|aiohttp_security\.check_(?:authorized|permission)|http-errors(?:\.\w+)?|flask_jwt_extended\.(?:\w+\.)?verify_jwt_in_request|next\/navigation\.(?:redirect|notFound)|http-assert(?:\.\w+)?|sys\.exit)$/
export const ERROR_CLASS =
  /(?:Unauthori[sz]ed|Forbidden|PermissionDenied|NotAuthenticated|AuthenticationFailed|AuthError|AccessDenied|NoAuthorization|InvalidToken|HttpError|HTTPException|HttpException|HttpResponseForbidden|HttpResponseRedirect)/
const STATUS_METHODS = new Set([
  'status',
  'sendStatus',
  'code',
  'writeHead',
  'abort',
  'assert',
  'throw',
  'status_code',
  'set_status',
  'send_error',
  'send_response',
  'json',
  'json_response',
  'text',
  'body',
  'error',
])

/** `ctx.assert(ctx.state.user, 401)` of Koa: the status with which a request ends where the first argument is nothing; null for other calls. */
export function assertedStatus(reader: Reader, { call, method, ...scope }: SeenCall): number | null {
  const [asked, status] = call.args
  if (method !== 'assert' || call.receiver < 0 || asked === undefined || status === undefined) return null
  const denoted = reader.denoter.denote(scope, status.value)
  return denoted.kind === 'constant' && typeof denoted.value === 'number' && denoted.value >= 400 && denoted.value < 500
    ? denoted.value
    : null
}

/** Statuses written in a call: `res.status(401)`, `abort(403)`, `HTTPException(status_code=401)`, `new UnauthorizedException()`. */
export function noteStatus(walk: Walk, seen: SeenCall): void {
  const { reader, target } = walk
  const isMaker =
    seen.call.isNew ||
    STATUS_METHODS.has(seen.method === '' ? (target.function.names.get(seen.call.callee) ?? '') : seen.method) ||
    REFUSING_CALL.test(seen.name) ||
    ERROR_CLASS.test(seen.name) ||
    /Exception|Error|Response|jsonify|^Object\.assign$/.test(seen.name) ||
    seen.callee.kind === 'class'
  if (isMaker) {
    for (const argument of seen.call.args) {
      const denoted = reader.denoter.denote(target, argument.value)
      if (denoted.kind === 'constant' && typeof denoted.value === 'number' && denoted.value >= 300 && denoted.value < 600)
        walk.statuses.add(denoted.value)
      const named = /HTTP_(\d{3})_/.exec(nameOf(denoted))
      if (named !== null) walk.statuses.add(Number(named[1]))
      if (/UNAUTHORIZED$|StatusCode\.UNAUTHENTICATED$/i.test(nameOf(denoted))) walk.statuses.add(401)
      if (/FORBIDDEN$|StatusCode\.PERMISSION_DENIED$/i.test(nameOf(denoted))) walk.statuses.add(403)
      if (/StatusCode\.NOT_FOUND$/.test(nameOf(denoted))) walk.statuses.add(404)
      const status = denoted.kind === 'dict' ? (denoted.entries.get('status') ?? denoted.entries.get('statusCode')) : undefined
      if (status?.kind === 'constant' && typeof status.value === 'number') walk.statuses.add(status.value)
    }
  }
  for (const status of passedStatuses(reader, seen)) walk.statuses.add(status)
  if (seen.method === 'permission_denied') walk.statuses.add(403)
  noteCode(walk, seen)
  const className = seen.callee.kind === 'class' ? seen.callee.class.name : seen.name
  if (/Unauthori[sz]ed|NotAuthenticated|AuthenticationFailed|NoAuthorization|\bunauthorized$/.test(className)) walk.statuses.add(401)
  if (/Forbidden|PermissionDenied|AccessDenied|\bforbidden$/.test(className)) walk.statuses.add(403)
  if (/TooManyRequests|RateLimitExceeded/.test(className)) walk.statuses.add(429)
  if (/(?:^|\.)(?:redirect|redirect_to_login|HttpResponseRedirect|RedirectResponse)$/.test(seen.name) || seen.method === 'redirect')
    walk.statuses.add(302)
}

/** `new TRPCError({ code: 'UNAUTHORIZED' })`, `new GraphQLError(text, { extensions: { code: 'FORBIDDEN' } })`, `socket.close(1008)`. */
function noteCode({ reader, target, statuses }: Walk, { call, method, name }: SeenCall): void {
  if (call.isNew) {
    for (const argument of call.args) {
      const denoted = reader.denoter.denote(target, argument.value)
      const inner = entryOf(denoted, 'extensions') ?? denoted
      const code = entryOf(inner, 'code')
      if (isConstant(code, 'UNAUTHORIZED') || isConstant(code, 'UNAUTHENTICATED')) statuses.add(401)
      if (isConstant(code, 'FORBIDDEN')) statuses.add(403)
    }
  }
  if (method === 'close' && call.args.length === 0 && /socket$|^ws$/i.test(target.function.names.get(call.receiver) ?? ''))
    statuses.add(403)
  if (method !== 'close' && !/WebSocketException$/.test(name)) return
  for (const argument of call.args) {
    const denoted = reader.denoter.denote(target, argument.value)
    const isPolicy = denoted.kind === 'constant' && typeof denoted.value === 'number' && (denoted.value === 1008 || denoted.value >= 4000)
    if (isPolicy || /WS_1008_POLICY_VIOLATION$/.test(nameOf(denoted))) statuses.add(403)
  }
}

/** Functions of the tree that make an error for one another. */
const DEEPEST = 3

/** Statuses of an error that a call makes: what it is given, its class, and what the function of the tree knows that gives it back. */
export function noteMade(walk: Walk, made: SeenCall, depth = 0): void {
  noteStatus(walk, made)
  const { callee } = made
  if (callee.kind === 'class') for (const status of statusesOfClass(walk.reader, callee.module, callee.class)) walk.statuses.add(status)
  if (callee.kind !== 'function' || depth > DEEPEST) return
  const maker: Walk = { ...walk, target: { module: callee.module, function: callee.function } }
  for (const call of walk.reader.callsIn(callee.function))
    if (isErrorMade(walk.reader, call)) noteMade(maker, call, depth + 1)
    else noteStatus(maker, call)
}

/** Statuses of what is thrown. */
export function noteThrown(walk: Walk, slot: Slot): void {
  const behind = callBehind(walk.reader, walk.target, slot)
  if (behind !== null) noteMade(walk, behind)
  else {
    const name = nameOf(walk.reader.denoter.denote(walk.target, slot))
    if (/Unauthori[sz]ed|NotAuthenticated/.test(name)) walk.statuses.add(401)
    if (/Forbidden|PermissionDenied/.test(name)) walk.statuses.add(403)
    if (/TooManyRequests/.test(name)) walk.statuses.add(429)
  }
}

/** HTTP statuses that the calls of one block, and what it throws, write. */
export function statusesOfBlock(reader: Reader, target: FunctionRef, block: Block): readonly number[] {
  const walk = newWalk(reader, target, 'returns', 0)
  for (const instruction of block.instructions) {
    if (instruction.op === 'call') {
      const seen = reader.seenCall(instruction)
      if (seen !== undefined) noteStatus(walk, seen)
    }
    noteWrittenStatus(walk, instruction)
  }
  if (block.terminator.op === 'throw') noteThrown(walk, block.terminator.src)
  return [...walk.statuses]
}

/** `return jsonify(...), 401` of Flask, `ctx.status = 401`, `res.statusCode = 401`. */
export function noteWrittenStatus({ reader, target, statuses }: Walk, instruction: Instruction): void {
  const slots =
    instruction.op === 'list' && instruction.shape === 'tuple'
      ? instruction.items
      : instruction.op === 'set' && /^(?:status|statusCode|status_code)$/.test(instruction.key)
        ? [instruction.src]
        : []
  for (const slot of slots) {
    const denoted = reader.denoter.denote(target, slot)
    if (denoted.kind === 'constant' && typeof denoted.value === 'number' && denoted.value >= 300 && denoted.value < 600)
      statuses.add(denoted.value)
    const named = /(?:HTTP_(\d{3})_|(UNAUTHORIZED)$|FORBIDDEN$)/.exec(nameOf(denoted))
    if (named !== null) statuses.add(named[1] === undefined ? (named[2] === undefined ? 403 : 401) : Number(named[1]))
  }
}
