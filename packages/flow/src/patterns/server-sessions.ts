import type { Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { definitionBehind, entryOf, isServed } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, type PatternContext } from './context.ts'
import { placeOfCookie } from './cookies.ts'

const KEEPS_SESSIONS = /^(?:express-session|@fastify\/session)$/

/** Whether the service keeps its sessions itself, so that a cookie only names one. */
const keepsSessions = ({ reader }: PatternContext): boolean => reader.calls.some(({ name }) => KEEPS_SESSIONS.test(name))

/** A login that keeps the session which the visitor brought. */
export function sessionFixation(context: PatternContext): void {
  if (!keepsSessions(context)) return
  for (const { fact, handler } of context.routes) {
    if (fact.purpose !== 'login' || handler === null) continue
    const renews = isRenewed(context, handler, 0)
    for (const scope of withCallbacks(handler))
      for (const { instructions } of scope.function.blocks)
        for (const instruction of instructions) {
          if (instruction.op !== 'set' || !OF_CALLER.test(instruction.key) || OF_STEP.test(instruction.key)) continue
          if (!isSession(context, scope, instruction.object)) continue
          if (renews) context.examine('session-fixation', scope, instruction.start, instruction.end)
          else
            context.emit(scope, instruction.start, instruction.end, {
              kind: 'session-fixation',
              cwe: 384,
              message: 'the session is not renewed at login',
              confidence: 'medium',
            })
        }
  }
}

const OF_CALLER = /user|account|auth|id|login|member|customer|person|profile|player|staff|admin|owner|role|signedin|logged/i

/** What is kept between the steps of a login is nobody yet. */
const OF_STEP = /pending|challenge|mfa|otp|two|step|flow|state|attempt|return|next/i

/** Whether a handler, or what it calls, gives the session a new name. */
function isRenewed(context: PatternContext, scope: Scope, depth: number): boolean {
  const { module, function: fn } = scope
  if (/\bregenerate/.test(context.reader.textOf(module.file).slice(fn.start, fn.end))) return true
  return (
    depth < DEEPEST &&
    withCallbacks(scope)
      .flatMap((one) => context.reader.callsIn(one.function))
      .some(({ callee }) => callee.kind === 'function' && isRenewed(context, callee, depth + 1))
  )
}

/** `req.session` of the handler, also where a callback inside it speaks of it. */
function isSession({ reader }: PatternContext, scope: Scope, slot: number): boolean {
  const object = reader.denoter.denote(scope, slot)
  if (object.kind === 'parameter') return /\.session$/.test(object.path)
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op !== 'get' || behind.instruction.key !== 'session') return false
  return reader.denoter.denote(behind.scope, behind.instruction.object).kind === 'parameter'
}

/** A function and those that are written inside it. */
export function withCallbacks({ module, function: fn }: Scope): readonly Scope[] {
  const found: IrFunction[] = [fn]
  for (const one of found) found.push(...module.functions.filter(({ parent, index }) => parent === one.index && index !== one.index))
  return found.map((one) => ({ module, function: one }))
}

/** What ends a session, or takes the caller out of it. */
const ENDS =
  /\bsession\.destroy\b|\.(?:destroy|regenerate|logout|logOut|invalidate|revoke\w*|delete)\s*\(|session(?:\.\w+)?\s*=\s*(?:null|undefined|\{\})|delete\s+\w+\.session|session\.\w+\s*=\s*(?:null|undefined|false)/i
/** What a logout does elsewhere: a store of sessions, a list of tokens. */
const DEEPEST = 3

/** A logout that takes the cookie away and leaves the session it names: whoever kept the cookie is still signed in. */
export function keptSessions(context: PatternContext): void {
  if (!keepsSessions(context)) return
  for (const { fact, handler } of context.routes) {
    if (fact.purpose !== 'logout' || handler === null || !isServed(context.reader, handler.module.file)) continue
    const cleared = withCallbacks(handler)
      .flatMap((scope) => context.reader.callsIn(scope.function))
      .find(({ method }) => method === 'clearCookie')
    if (cleared === undefined || ends(context, handler, 0)) continue
    context.emitCall(cleared, {
      kind: 'session-kept',
      cwe: 613,
      message: `${fact.method} ${fact.path} clears the cookie and leaves the session`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'high',
    })
  }
}

function ends(context: PatternContext, scope: Scope, depth: number): boolean {
  const { module, function: fn } = scope
  if (ENDS.test(context.reader.textOf(module.file).slice(fn.start, fn.end))) return true
  return (
    depth < DEEPEST &&
    withCallbacks(scope)
      .flatMap((one) => context.reader.callsIn(one.function))
      .some(({ callee }) => callee.kind === 'function' && ends(context, callee, depth + 1))
  )
}

/** NIST SP 800-63B-4, 2.1.3: users authenticate again after 30 days at the latest; thrice that leaves no room for reasons. */
const LONGEST_MS = 90 * 86_400_000

/** `session({ cookie: { maxAge: 365 * DAY } })`. */
export const longSessions: CallFinder = (context, call) => {
  if (!KEEPS_SESSIONS.test(call.name)) return
  const options = argumentAt(context, call, call.name === 'express-session' ? 0 : 1)
  const cookie = options === null ? undefined : entryOf(options, 'cookie')
  const lasting = constantOf(cookie === undefined ? undefined : entryOf(cookie, 'maxAge'))
  if (typeof lasting !== 'number') return
  const at = placeOfCookie(context.reader, call)
  const days = Math.round(lasting / 86_400_000)
  if (lasting <= LONGEST_MS) context.examine('session-long', at.scope, at.start, at.end)
  else
    context.emit(at.scope, at.start, at.end, {
      kind: 'session-long',
      cwe: 613,
      message: `a session lasts ${days} days`,
      details: { days },
      confidence: 'high',
    })
}
