import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { effectOf } from '../routes/effects.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { callBehind, definitionBehind, isServed, parameterBehind, type SeenCall, stringAt } from '../routes/reader.ts'
import { BODY, createTagReader, type TagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { withCallbacks } from './server-sessions.ts'

const REFRESH = /^refresh_?token$|^refresh$/i
/** What is answered beside it. */
const ACCESS = /^(?:access_?token|access|token|jwt|id_?token)$/i
/** Reads of a part of the request: `data.get("refresh_token")`. */
const READS = /^(?:get|input|param|post)$/
const DEEPEST = 2

/** A refresh that answers with the token that came in, or with the one that the row holds already: a stolen one serves as long as its owner's. */
export function keptRefreshTokens(context: PatternContext): void {
  const tags = createTagReader(context.reader, new Map())
  for (const { fact, handler } of context.routes) {
    if (fact.purpose !== 'refresh' || handler === null || !isServed(context.reader, handler.module.file)) continue
    const look: Look = { context, tags, route: `${fact.method} ${fact.path}`, isBrought: () => true }
    lookAt(look, handler, 0)
  }
}

interface Look {
  readonly context: PatternContext
  readonly tags: TagReader
  readonly route: string
  /** Whether a parameter of the function holds what came with the request. */
  readonly isBrought: (index: number) => boolean
}

function lookAt(look: Look, scope: Scope, depth: number): void {
  const { reader } = look.context
  for (const one of withCallbacks(scope)) {
    for (const { entries, start, end } of answersIn(look, one)) {
      const refresh = entries.find(({ key }) => REFRESH.test(key))
      if (refresh === undefined || !entries.some(({ key }) => ACCESS.test(key))) continue
      if (isKept(look, one, refresh.value))
        look.context.emit(one, start, end, {
          kind: 'refresh-kept',
          cwe: 613,
          message: `${look.route} answers with the refresh token that was there before, which can be used again`,
          details: { route: look.route },
          confidence: 'medium',
        })
    }
    if (depth >= DEEPEST) continue
    for (const call of reader.callsIn(one.function)) {
      if (call.callee.kind !== 'function') continue
      const { callee } = call
      lookAt({ ...look, isBrought: (index) => gives(look, call, callee.function, index) }, callee, depth + 1)
    }
  }
}

/** Whether a call gives what the request brought to the parameter of that index. */
function gives(
  look: Look,
  call: SeenCall,
  callee: { readonly selfSlot: Slot; readonly parameters: readonly { slot: Slot; name: string }[] },
  index: number,
): boolean {
  const parameter = callee.parameters[index]
  const named = call.call.args.find((argument) => argument.kind === 'named' && argument.name === parameter?.name)
  const skipped = callee.parameters[0]?.slot === callee.selfSlot && callee.selfSlot >= 0 ? 1 : 0
  const given = named ?? call.call.args.filter(({ kind }) => kind === 'positional')[index - skipped]
  return given !== undefined && isKept(look, call, given.value, true)
}

interface Answer {
  readonly entries: readonly { readonly key: string; readonly value: Slot }[]
  readonly start: number
  readonly end: number
}

/** Objects and calls that hold a refresh token beside an access token. */
function answersIn({ context }: Look, scope: Scope): readonly Answer[] {
  const found: Answer[] = []
  for (const { instructions } of scope.function.blocks)
    for (const instruction of instructions)
      if (instruction.op === 'dict') {
        const entries = dictEntries(scope, instruction.dst).filter((entry) => entry.scope.function === scope.function)
        found.push({ entries, start: instruction.start, end: instruction.end })
      }
  for (const { call } of context.reader.callsIn(scope.function)) {
    const entries = call.args.flatMap((argument) => (argument.kind === 'named' ? [{ key: argument.name, value: argument.value }] : []))
    if (entries.length > 1) found.push({ entries, start: call.start, end: call.end })
  }
  return found
}

/** Whether a value came with the request, or was read from a row and not set anew. */
function isKept(look: Look, scope: Scope, slot: Slot, isWhole = false): boolean {
  const { reader } = look.context
  const parameter = parameterBehind(scope, slot)
  if (parameter !== null) return parameter.function === scope.function && look.isBrought(parameter.index)
  const found = definitionBehind(scope, slot)
  if (found === null) return false
  const { instruction } = found
  if (instruction.op === 'call') {
    const [first] = instruction.args
    const key = first === undefined || !READS.test(instruction.method) ? null : stringAt(reader, found.scope, first.value)
    return key !== null && REFRESH.test(key) && instruction.receiver >= 0 && isRequest(look, found.scope, instruction.receiver)
  }
  const key =
    instruction.op === 'get' ? instruction.key : instruction.op === 'index' ? stringAt(reader, found.scope, instruction.index) : null
  if (instruction.op !== 'get' && instruction.op !== 'index') return false
  if (key === null || !(isWhole || REFRESH.test(key))) return false
  if (isRequest(look, found.scope, instruction.object)) return true
  if (!REFRESH.test(key)) return false
  const row = callBehind(reader, found.scope, instruction.object)
  return row !== null && effectOf(reader, row, look.tags)?.kind === 'read-one' && !setsAnew(look, found.scope, key)
}

/** A part of the request: of a parameter that holds it, or of the request of Flask. */
function isRequest(look: Look, scope: Scope, slot: Slot): boolean {
  const parameter = parameterBehind(scope, slot)
  if (parameter !== null) return parameter.function === scope.function && look.isBrought(parameter.index)
  const denoted = look.context.reader.denoter.denote(scope, slot)
  if (denoted.kind === 'parameter') return denoted.function === scope.function && look.isBrought(denoted.index)
  return (denoted.kind === 'library' && /^(?:flask|quart)\.request\b/.test(denoted.name)) || isBodyRead(look, scope, slot)
}

/** `await read_json(request)`, `await c.req.json()`: given nothing but the request, it gives what the request brought. */
function isBodyRead({ context: { reader }, tags }: Look, scope: Scope, slot: Slot): boolean {
  const call = callBehind(reader, scope, slot)
  return (
    call !== null && (tags.tags(scope, slot) & BODY) !== 0 && !call.call.args.some(({ value }) => (tags.tags(call, value) & BODY) !== 0)
  )
}

/** Whether the function puts another value into that column. */
function setsAnew({ context: { reader } }: Look, { module, function: fn }: Scope, key: string): boolean {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  return new RegExp(`(?:\\.${key}|\\[["']${key}["']\\])\\s*(?:\\?\\?|\\|\\|)?=(?!=)|\\$?set\\b|\\bupdate\\w*\\(|\\bsetattr\\(`, 'i').test(
    text,
  )
}
