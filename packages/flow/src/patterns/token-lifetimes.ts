import type { Denotation } from '../engine/denotation.ts'
import { argumentSlot, type Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { isConstant, parameterBehind, type Reader, type SeenCall, slotText } from '../routes/reader.ts'
import { tableOf } from '../table-of.ts'
import { type ConstantPlace, constantPlace } from './constant-places.ts'
import { constantOf, type PatternContext, wordsOf } from './context.ts'
import { addedToNow, durationPlace, secondsAhead, secondsAt } from './durations.ts'

/** An access token should live at most an hour (control auth.token-expiry). */
export const LONGEST_ACCESS_SECONDS = 3600
const LONG_LIVED_WORD =
  / (?:refresh|remember|invite|invitation|verify|verification|activation|activate|confirm|unsubscribe|reset|email|device|api key) /
/** What a token that lets its bearer in is called, where the source names its use. */
const LETS_IN = /access|auth|session|bearer|login|sign|jwt|id_?token|user/i

interface Given {
  readonly call: SeenCall
  readonly slot: Slot
}

/** The lifetime that `exp` of the payload gives a token: here, or as the callers of the function that signs say it. */
export function judgeExpiry(context: PatternContext, call: SeenCall): void {
  for (const { scope, slot } of expirySlots(context, call)) {
    const seconds = secondsAhead(context, scope, slot)
    const added = seconds === null ? addedToNow(context, scope, slot) : null
    if (seconds !== null) longLife(context, call, seconds, durationPlace(context, scope, slot))
    else if (added !== null)
      for (const one of givenBy(context, added.scope, added.slot)) {
        const known = secondsAt(context, one.call, one.slot)
        if (known !== null) longLife(context, one.call, known, durationPlace(context, one.call, one.slot))
      }
  }
}

/** The lifetime that the option `expiresIn` gives a token: here, or as the callers of the function that signs say it. */
export function judgeExpiresIn(context: PatternContext, call: SeenCall, expires: Denotation): void {
  const slot = expiresSlot(call)
  const seconds = secondsOf(constantOf(expires))
  if (seconds !== null) longLife(context, call, seconds, constantPlace(context, call, slot))
  else
    for (const one of givenBy(context, call, slot)) {
      const known = secondsOf(constantOf(context.reader.denoter.denote(one.call, one.slot))) ?? secondsAt(context, one.call, one.slot)
      if (known !== null) longLife(context, one.call, known, constantPlace(context, one.call, one.slot))
    }
}

/** `.setExpirationTime('30d')`. */
export function judgeEnd(context: PatternContext, step: SeenCall, end: Denotation | null): void {
  const value = constantOf(end)
  const seconds = typeof value === 'string' ? secondsOf(value) : null
  if (seconds !== null) longLife(context, step, seconds, null)
}

/** What callers give for the parameter that a value is; they name the use of the token as well. */
function givenBy({ reader }: PatternContext, scope: Scope, slot: Slot): readonly Given[] {
  const parameter = slot < 0 ? null : parameterBehind(scope, slot)
  if (parameter === null) return []
  const position = positionOf(parameter.function, parameter.index)
  const name = parameter.function.parameters[parameter.index]?.name ?? ''
  return reader.callersOf(parameter.function).flatMap((call): readonly Given[] => {
    const given = argumentSlot(call.call.args, position, name)
    return given < 0 || isForAnotherUse(reader, call) ? [] : [{ call, slot: given }]
  })
}

function positionOf({ parameters, selfSlot }: IrFunction, index: number): number {
  const before = parameters.slice(0, index).filter(({ slot, kind }) => slot !== selfSlot && kind === 'positional')
  return parameters[index]?.kind === 'positional' ? before.length : -1
}

/** `issue(user, 'download', WEEK)`: a link to a file, an invitation, a refresh. */
function isForAnotherUse(reader: Reader, call: SeenCall): boolean {
  return call.call.args.some(({ value }) => {
    const use = constantOf(reader.denoter.denote(call, value))
    return typeof use === 'string' && /[a-z]/i.test(use) && secondsOf(use) === null && !LETS_IN.test(use)
  })
}

/** What `exp` is set to in the function that signs. */
function expirySlots({ reader }: PatternContext, call: SeenCall): readonly { readonly scope: Scope; readonly slot: Slot }[] {
  const found: { readonly scope: Scope; readonly slot: Slot }[] = []
  for (const block of call.function.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'dict') {
        for (const entry of instruction.entries)
          if (entry.kind === 'entry' && entry.key === 'exp') found.push({ scope: call, slot: entry.value })
      } else if (instruction.op === 'set-index' && isConstant(reader.denoter.denote(call, instruction.index), 'exp'))
        found.push({ scope: call, slot: instruction.src })
    }
  }
  return found
}

/** The slot of `expiresIn` among the options. */
function expiresSlot(call: SeenCall): Slot {
  for (const argument of call.call.args)
    for (const entry of dictEntries(call, argument.value))
      if (entry.key === 'expiresIn' && entry.scope.function === call.function) return entry.value
  return -1
}

const lasting = new WeakSet<PatternContext>()

/** Whether some token that lets its bearer in is good for longer than an hour, as the finders of calls have seen it. */
export const hasLastingTokens = (context: PatternContext): boolean => lasting.has(context)

/** Keeps in mind that a token has no end. */
export const rememberLasting = (context: PatternContext): void => {
  lasting.add(context)
}

function longLife(context: PatternContext, call: SeenCall, seconds: number, known: ConstantPlace | null): void {
  if (seconds <= LONGEST_ACCESS_SECONDS || LONG_LIVED_WORD.test(wordsRound(context, call))) return
  lasting.add(context)
  const place = known ?? { scope: call, start: call.call.start, end: call.call.end }
  context.emit(place.scope, place.start, place.end, {
    kind: 'jwt-long-expiry',
    cwe: 613,
    message: `the token lives ${seconds} s`,
    details: { seconds },
    confidence: 'medium',
  })
}

/** Words of the line, of the function and of the option, without what is put into the token. */
function wordsRound({ reader }: PatternContext, call: SeenCall): string {
  const text = reader.textOf(call.module.file)
  const { start, end } = call.call
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const given = text.slice(start, end).replace(/\{[^{}]*\}|(["'`])(?:(?!\1).)*\1/g, ' ')
  return ` ${wordsOf(`${before} ${given} ${call.function.name} ${slotText(reader, call, expiresSlot(call))}`)} `
}

const UNIT_SECONDS = tableOf<number>({ s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_557_600 })

/** Seconds of `expiresIn`: numbers are seconds, strings have a unit, a bare string counts milliseconds. */
function secondsOf(value: ReturnType<typeof constantOf>): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value)
  if (match === null) return null
  const unit = match[2] ?? ''
  return unit === ''
    ? Number(match[1]) / 1000
    : unit === 'ms'
      ? Number(match[1]) / 1000
      : Number(match[1]) * (UNIT_SECONDS[unit[0]?.toLowerCase() ?? ''] ?? 1)
}
