import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { isPass } from '../routes/cookie-use.ts'
import { isServed, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { argumentAt, constantOf, type PatternContext, slotAt } from './context.ts'
import { CREDENTIAL, HARMLESS } from './cookie-names.ts'
import { reachedFrom } from './reached-code.ts'

const SETS_COOKIE = /^(?:set_cookie|cookie|setCookie)$/
/** Visitors that are nobody yet keep their cookie. */
const OF_VISITOR = /visit|device|cart|basket|track|anon|guest|client|browser|locale|flow|state/i
/** Rows and keys of sessions that the service keeps by itself. */
const WRITES_SESSION = /\b(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update)\s+["'`]?\w*sessions?\b/i
const STORES = /^(?:set|setex|hset|hmset|put|save)$/
const KEY_OF_SESSION = /^\w*sess(?:ion)?s?[:/_-]/i

/** A login that keeps the name of a session which the browser brought: `sid = request.cookies.get('sid') or new_sid()`. */
export function keptIds(context: PatternContext): void {
  const { reader } = context
  const seen = new Set<unknown>()
  for (const { fact, handler } of context.routes) {
    if (fact.purpose !== 'login' || fact.method === 'GET' || handler === null) continue
    for (const scope of reachedFrom(reader, handler)) {
      if (seen.has(scope.function) || !isServed(reader, scope.module.file)) continue
      seen.add(scope.function)
      for (const call of reader.callsIn(scope.function)) {
        const brought = broughtBy(context, call)
        if (brought !== null) report(context, scope, brought)
      }
      for (const { instructions } of scope.function.blocks)
        for (const one of instructions) {
          if (one.op !== 'set-index' || !/sessions?$/i.test(slotText(reader, scope, one.object))) continue
          const read = readOfCookie(reader, scope, one.index)
          if (read !== null) report(context, scope, read)
        }
    }
  }
}

function report(context: PatternContext, scope: Scope, { start, end }: Pick<Instruction, 'start' | 'end'>): void {
  context.emit(scope, start, end, {
    kind: 'session-fixation',
    cwe: 384,
    message: 'the login keeps the session that the browser names: who set its cookie before is signed in too',
    confidence: 'medium',
  })
}

/** The cookie whose value a call makes the name of the session: the new cookie, the key of a store, a row of the table of sessions. */
function broughtBy(context: PatternContext, call: SeenCall): Instruction | null {
  const { reader } = context
  if (SETS_COOKIE.test(call.method) && call.call.receiver >= 0) {
    const value = slotAt(call, 1)
    const name = constantOf(argumentAt(context, call, 0, 'key'))
    const isSession = (typeof name === 'string' && CREDENTIAL.test(name)) || isPass(reader, call, value)
    const isOther = typeof name === 'string' && (HARMLESS.test(name) || OF_VISITOR.test(name))
    return isSession && !isOther && !OF_VISITOR.test(slotText(reader, call, value)) ? readOfCookie(reader, call, value) : null
  }
  const [first] = call.call.args
  const text = first === undefined ? '' : (stringAt(reader, call, first.value) ?? slotText(reader, call, first.value))
  if (WRITES_SESSION.test(text))
    return call.call.args.slice(1).reduce<Instruction | null>((found, { value }) => found ?? readOfCookie(reader, call, value), null)
  if (!STORES.test(call.method) || first === undefined || !KEY_OF_SESSION.test(text.replace(/^f?["'`]/, ''))) return null
  return readOfCookie(reader, call, first.value)
}

/** The reading of a cookie that a value is, or is in some cases. */
function readOfCookie(reader: Reader, scope: Scope, slot: Slot, depth = 0): Instruction | null {
  if (slot < 0 || depth > 6) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (isCookie(reader, scope, instruction)) return instruction
    if (!/^(?:move|await|template|list|binary)$/.test(instruction.op)) continue
    for (const operand of operandsOf(instruction)) {
      const found = readOfCookie(reader, scope, operand, depth + 1)
      if (found !== null) return found
    }
  }
  return null
}

/** `request.cookies.get('sid')`, `request.COOKIES['sid']`, `self.get_cookie(COOKIE)`, `req.cookies.sid`; signed ones are the service's own. */
function isCookie(reader: Reader, scope: Scope, instruction: Instruction): boolean {
  const holds = (object: Slot): boolean => /\bcookies$/i.test(slotText(reader, scope, object))
  if (instruction.op === 'call')
    return (
      instruction.method === 'get_cookie' ||
      instruction.method === 'getCookie' ||
      (instruction.method === 'get' && holds(instruction.receiver))
    )
  if (instruction.op === 'index') return holds(instruction.object)
  return instruction.op === 'get' && holds(instruction.object)
}
