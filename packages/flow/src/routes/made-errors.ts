import type { Denotation } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { callBehind, type FunctionRef, type Reader, type SeenCall } from './reader.ts'

const ERROR_NAME = /[eE]rror|http-errors|unauthori[sz]ed|forbidden|Boom|Exception|Problem/i
const STATUS_KEY = /^(?:status|statusCode|status_code|httpStatus|code)$/
/** Functions and base classes of the tree that are followed from one to the next. */
const DEEPEST = 3

/** Whether a call makes an error: `new HttpError(401)`, `createError(401)`, `unauthorized()` of the tree that gives back a new one. */
export function isErrorMade(reader: Reader, seen: SeenCall, depth = 0): boolean {
  if (seen.call.isNew || ERROR_NAME.test(seen.name)) return true
  const { callee } = seen
  if (callee.kind !== 'function' || depth > DEEPEST) return false
  if (ERROR_NAME.test(callee.function.name)) return true
  return callee.function.blocks.some(({ terminator }) => {
    const made = terminator.op === 'return' ? callBehind(reader, callee, terminator.src) : null
    return made !== null && (made.call.isNew ? isErrorClass(reader, made) : isErrorMade(reader, made, depth + 1))
  })
}

function isErrorClass(reader: Reader, { callee, name }: SeenCall): boolean {
  return callee.kind === 'class' ? ERROR_NAME.test(baseNames(reader, callee, 0).join(' ')) : ERROR_NAME.test(name)
}

function baseNames(reader: Reader, { module, class: owner }: Denotation & { kind: 'class' }, depth: number): readonly string[] {
  const bases = depth > DEEPEST ? [] : reader.denoter.bases(module, owner)
  return [owner.name, ...bases.flatMap((base) => (base.kind === 'class' ? baseNames(reader, base, depth + 1) : [libraryName(base)]))]
}

const libraryName = (denoted: Denotation): string => (denoted.kind === 'library' ? denoted.name : '')

/** The statuses that a class of the tree gives its errors: `super(403, text)`, `this.status = 403`, `statusCode = 403`. */
export function statusesOfClass(reader: Reader, module: Module, owner: IrClass, depth = 0): readonly number[] {
  const own = ownStatuses(reader, module, owner)
  if (own.length > 0 || depth > DEEPEST) return own
  return reader.denoter
    .bases(module, owner)
    .flatMap((base) => (base.kind === 'class' ? statusesOfClass(reader, base.module, base.class, depth + 1) : []))
}

function ownStatuses(reader: Reader, module: Module, owner: IrClass): readonly number[] {
  const found: number[] = []
  const note = (scope: FunctionRef, slot: number): void => {
    const denoted = reader.denoter.denote(scope, slot)
    if (denoted.kind === 'constant' && typeof denoted.value === 'number' && denoted.value >= 400 && denoted.value < 600)
      found.push(denoted.value)
  }
  for (const { name, kind, slot, function: index } of owner.members) {
    if (kind === 'field' && slot >= 0 && STATUS_KEY.test(name)) note({ module, function: functionAt(module, owner.body) }, slot)
    if (kind === 'getter' && STATUS_KEY.test(name)) {
      const scope = { module, function: functionAt(module, index) }
      for (const { terminator } of scope.function.blocks) if (terminator.op === 'return') note(scope, terminator.src)
    }
    if (name !== 'constructor' && name !== '__init__') continue
    const scope = { module, function: functionAt(module, index) }
    for (const { instructions } of scope.function.blocks)
      for (const one of instructions) {
        if (one.op === 'set' && STATUS_KEY.test(one.key)) note(scope, one.src)
        if (one.op === 'call' && isSuper(reader, one)) for (const { value } of one.args) note(scope, value)
      }
  }
  return found
}

function isSuper(reader: Reader, call: SeenCall['call']): boolean {
  const seen = reader.seenCall(call)
  return seen !== undefined && /^super\b/.test(reader.textOf(seen.module.file).slice(call.start, call.end))
}
