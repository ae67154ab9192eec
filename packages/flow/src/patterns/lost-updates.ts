import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { definitionBehind, isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { isBrought, isHeldApart, moduleOf, SPENDABLE } from './races.ts'
import { isSameObject, SAVES } from './spent-later.ts'

/** `slot.seats = slot.seats - 1; slot.save()`: what was read is written back, and of two requests at once one is lost. */
export function lostUpdates(context: PatternContext): void {
  for (const fn of context.handlers) {
    const module = moduleOf(context, fn)
    if (module === undefined || !isServed(context.reader, module.file)) continue
    const scope = { module, function: fn }
    const text = context.reader.textOf(module.file).slice(fn.start, fn.end)
    if (isHeldApart(text)) continue
    const saves = context.reader.callsIn(fn).filter(({ method }) => SAVES.test(method))
    if (saves.length === 0) continue
    for (const { instructions } of fn.blocks)
      for (const instruction of instructions) {
        if (instruction.op !== 'set' || !SPENDABLE.test(instruction.key) || !countsOn(scope, instruction)) continue
        if (!isLoaded(context, scope, instruction.object) || !saves.some(({ call }) => call.start > instruction.start)) continue
        context.emit(scope, instruction.start, instruction.end, {
          kind: 'check-then-act',
          cwe: 362,
          message: `${instruction.key} is read, changed and written back, with nothing that holds two requests apart`,
          details: { field: instruction.key },
          confidence: 'medium',
        })
      }
  }
}

/** `x.f = x.f - n`. */
function countsOn(scope: Scope, { object, key, src }: Extract<Instruction, { op: 'set' }>): boolean {
  const made = definitionBehind(scope, src)?.instruction
  if (made?.op !== 'binary' || !/^[-+]$/.test(made.operator)) return false
  return [made.left, made.right].some((side) => {
    const read = definitionBehind(scope, side)?.instruction
    return read?.op === 'get' && read.key === key && isSameObject(scope, read.object, object)
  })
}

/** What a call brought, or who calls as the framework hands it over, and no call that only makes something. */
function isLoaded(context: PatternContext, scope: Scope, slot: Slot): boolean {
  const made = definitionBehind(scope, slot)?.instruction
  if (made?.op === 'call' && context.reader.seenCall(made)?.callee.kind === 'class') return false
  const { parameters, selfSlot } = scope.function
  return isBrought(context, scope, slot, 0) || parameters.some((one) => one.slot === slot && one.slot !== selfSlot)
}
