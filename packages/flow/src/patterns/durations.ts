import type { Denotation } from '../engine/denotation.ts'
import { argumentSlot, type CallInstruction, type Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, type SlotRef } from '../routes/reader.ts'
import { type ConstantPlace, constantPlace } from './constant-places.ts'
import { constantOf, type PatternContext } from './context.ts'

const UNITS: readonly (readonly [string, number, number])[] = [
  ['days', 0, 86_400],
  ['seconds', 1, 1],
  ['minutes', -1, 60],
  ['hours', -1, 3600],
  ['weeks', -1, 604_800],
]

/** Seconds of a number, or of a `timedelta(...)` of numbers; null when it is neither. */
export function timedeltaSeconds(context: PatternContext, denoted: Denotation): number | null {
  const value = constantOf(denoted)
  if (typeof value === 'number') return value
  if (denoted.kind !== 'library' || denoted.origin === null || !/timedelta\(\)$/.test(denoted.name)) return null
  let seconds = 0
  const { origin } = denoted
  for (const [name, position, factor] of UNITS) {
    const slot = argumentSlot(origin.call.args, position, name)
    const part = slot < 0 ? null : numberAt(context, origin, slot, 0)
    if (part !== null) seconds += part * factor
  }
  return seconds === 0 ? null : seconds
}

const MAX_DEPTH = 10

/** Seconds that a setting is given: a number, a product of numbers, a `timedelta`; null for anything else. */
export function secondsAt(context: PatternContext, scope: Scope, slot: Slot): number | null {
  return timedeltaSeconds(context, context.reader.denoter.denote(scope, slot)) ?? numberAt(context, scope, slot, 0)
}

/** How far ahead of now a moment lies, when the source adds a known duration: `now() + timedelta(days=30)`, `time() + HOURS * 3600`. */
export function secondsAhead(context: PatternContext, scope: Scope, slot: Slot): number | null {
  const added = addedToNow(context, scope, slot)
  if (added === null) return null
  return timedeltaSeconds(context, context.reader.denoter.denote(added.scope, added.slot)) ?? numberAt(context, added.scope, added.slot, 0)
}

/** What is added to now to make a moment; null where it is made otherwise. */
export function addedToNow(context: PatternContext, scope: Scope, slot: Slot, depth = 0): SlotRef | null {
  if (depth > MAX_DEPTH || slot < 0) return null
  const behind = definitionBehind(scope, slot)
  if (behind === null) return null
  const { instruction } = behind
  if (instruction.op === 'call') {
    // `int(x)`, `x.timestamp()`
    const inner = roundedOf(instruction)
    return /^(?:timestamp|int|round|floor)$/.test(context.reader.seenCall(instruction)?.method ?? '')
      ? addedToNow(context, behind.scope, inner, depth + 1)
      : null
  }
  if (instruction.op !== 'binary' || instruction.operator !== '+') return null
  for (const [side, other] of [
    [instruction.left, instruction.right],
    [instruction.right, instruction.left],
  ] as const) {
    if (isNow(context, behind.scope, side, 0)) return { scope: behind.scope, slot: other }
  }
  return null
}

function isNow(context: PatternContext, scope: Scope, slot: Slot, depth: number): boolean {
  const behind = depth > 4 ? null : definitionBehind(scope, slot)
  // `Date.now() / 1000`
  if (behind?.instruction.op === 'binary' && behind.instruction.operator === '/')
    return isNow(context, behind.scope, behind.instruction.left, depth + 1)
  if (behind?.instruction.op !== 'call') return false
  const { instruction } = behind
  const method = context.reader.seenCall(instruction)?.method ?? ''
  if (/^(?:now|utcnow|time|timegm|today)$/.test(method)) return true
  const inner = roundedOf(instruction)
  return /^(?:timestamp|int|round|floor|replace)$/.test(method) && isNow(context, behind.scope, inner, depth + 1)
}

/** `int(x)`, `Math.floor(x)`, `x.timestamp()`, `x.replace(microsecond=0)`. */
function roundedOf({ method, receiver, args }: CallInstruction): Slot {
  const [first] = args
  return receiver < 0 || (/^(?:floor|round)$/.test(method) && first !== undefined) ? (first?.value ?? -1) : receiver
}

/** A number of the source, sums and products of them included. */
function numberAt(context: PatternContext, scope: Scope, slot: Slot, depth: number): number | null {
  if (depth > MAX_DEPTH) return null
  const value = constantOf(context.reader.denoter.denote(scope, slot))
  if (typeof value === 'number') return value
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op !== 'binary') return null
  const left = numberAt(context, behind.scope, behind.instruction.left, depth + 1)
  const right = numberAt(context, behind.scope, behind.instruction.right, depth + 1)
  if (left === null || right === null) return null
  return behind.instruction.operator === '*' ? left * right : behind.instruction.operator === '+' ? left + right : null
}

/** Where the number that makes a duration is written, when a name stands for it. */
export function durationPlace(context: PatternContext, scope: Scope, slot: Slot, depth = 0): ConstantPlace | null {
  const behind = depth > MAX_DEPTH || slot < 0 ? null : definitionBehind(scope, slot)
  if (behind === null) return null
  const { instruction } = behind
  if (instruction.op === 'get' || instruction.op === 'import' || behind.scope.function !== scope.function)
    return constantPlace(context, scope, slot)
  const operands =
    instruction.op === 'binary'
      ? [instruction.left, instruction.right]
      : instruction.op === 'call'
        ? instruction.args.map((argument) => argument.value)
        : []
  for (const operand of operands) {
    const found = durationPlace(context, behind.scope, operand, depth + 1)
    if (found !== null) return found
  }
  return null
}
