import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { calledName, definitionBehind, type Reader, stringAt } from '../routes/reader.ts'

/** Writes back what was loaded. */
export const SAVES = /^(?:save|asave|commit|flush|persist|update|put|saveAndFlush)$/

/** A field of a row that was asked: `voucher.used`. */
interface Asked {
  readonly field: string
  readonly at: Instruction
}

/** `voucher.used = true; await vouchers.save(voucher)` after `if (voucher.used) throw`, with a wait in between. */
export function isMarkedLater(reader: Reader, scope: Scope, { field, at }: Asked, waits: readonly number[]): boolean {
  if (field === '' || (at.op !== 'get' && at.op !== 'index')) return false
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      if ((one.op !== 'set' && one.op !== 'set-index') || one.start < at.start) return false
      const key = one.op === 'set' ? one.key : stringAt(reader, scope, one.index)
      if (key !== field || !isSameObject(scope, one.object, at.object)) return false
      const saved = reader.callsIn(scope.function).find((call) => SAVES.test(call.method) && call.call.start > one.start)
      return saved !== undefined && waits.some((wait) => wait > at.start && wait <= Math.max(saved.call.end, scope.function.end))
    }),
  )
}

/** Two slots that hold the same thing. */
export function isSameObject(scope: Scope, a: Slot, b: Slot): boolean {
  if (a === b) return true
  const [first, second] = [definitionBehind(scope, a), definitionBehind(scope, b)]
  return first !== null && first.instruction === second?.instruction
}

/** `balance = await accounts.balance(id)`, as a condition asks it. */
export interface AskedSum {
  readonly name: string
  readonly slot: Slot
  readonly at: Instruction
}

/** The sums among the values that a condition is made of: variables of such a name that hold what a call brought. */
export function sumsAsked(reader: Reader, scope: Scope, condition: Slot, isSum: (name: string) => boolean): readonly AskedSum[] {
  const compared = definitionBehind(scope, condition)?.instruction
  if (compared?.op !== 'binary' || !/^(?:<=?|>=?)$/.test(compared.operator)) return []
  return [compared.left, compared.right].flatMap((slot): readonly AskedSum[] => {
    const name = scope.function.names.get(slot) ?? ''
    const behind = definitionBehind(scope, slot)
    if (behind?.instruction.op !== 'call' || behind.scope.function !== scope.function) return []
    const called = broughtName(calledName(reader, behind.instruction))
    return isSum(name) || isSum(called) ? [{ name: isSum(name) ? name : called, slot, at: behind.instruction }] : []
  })
}

/** `held = await balance(db, user)`: a sum by the name of what brought it. */
function broughtName(name: string): string {
  return name
    .replace(/^(?:get|fetch|load|read|current|find)_?(?=[A-Za-z])/, '')
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    .replace(/(?:_of|Of)$/, '')
}

/** Whether a call is given what is left of a sum: `setBalance(id, balance - price)`. */
export function isGivenRest(scope: Scope, args: readonly { readonly value: Slot }[], sum: Slot): boolean {
  return args.some(({ value }) => {
    const made = definitionBehind(scope, value)?.instruction
    if (made?.op === 'list' || made?.op === 'dict') return operandsGiven(made).some((slot) => isRest(scope, slot, sum))
    return isRest(scope, value, sum)
  })
}

const operandsGiven = (made: Extract<Instruction, { op: 'list' | 'dict' }>): readonly Slot[] =>
  made.op === 'list' ? made.items : made.entries.map(({ value }) => value)

function isRest(scope: Scope, slot: Slot, sum: Slot): boolean {
  const made = definitionBehind(scope, slot)?.instruction
  return made?.op === 'binary' && /^[-+]$/.test(made.operator) && [made.left, made.right].some((side) => comesFrom(scope, side, sum))
}

/** `WHERE left > 0`, `where: { left: { gt: 0 } }`, `update({ used: false }, ...)`: what is set beside the condition is none of it. */
export function isAskedAgain(text: string, field: string): boolean {
  const where = String.raw`where(?:\s*:\s*\{[^}]*|(?!\s*:)[^;"'\x60]*)\b${field}\b`
  const first = String.raw`\bupdate(?:_?(?:one|many))?\(\s*\{[^}]*\b${field}\b[^}]*\}+\s*,`
  return new RegExp(`${where}|${first}`, 'i').test(text)
}
