import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { classField } from './class-views.ts'
import { bodyVerdict, refusesWhere } from './guard-proof.ts'
import { definitionBehind, type FunctionRef, placeAt, type Reader } from './reader.ts'

interface HandlerClass {
  readonly module: Module
  readonly class: IrClass
}

/**
 * Whether a step that runs before the handlers of a class refuses anybody there, with what the class says of itself: `access = None` below
 * a base whose `prepare` lets those pass.
 */
export function refusesForClass(reader: Reader, owner: HandlerClass, step: FunctionRef): boolean {
  return refusesWhere(reader, step, 'returns', (condition) => truthFor(reader, owner, step, condition))
}

/** The role that a class names for such a step, where another than the usual: `access = 'office'`. */
export function roleOfClass(reader: Reader, owner: HandlerClass, step: FunctionRef): GuardFact | null {
  if (!bodyVerdict(reader, step, 'returns').statuses.has(403)) return null
  const maker = step.module.classes[step.function.ownerClass]
  for (const key of maker === undefined ? [] : ownKeys(step.function)) {
    const field = classField(reader, owner.module, owner.class, key)
    const usual = maker === undefined ? null : classField(reader, step.module, maker, key)
    if (field === null || !ROLE_FIELD.test(key)) continue
    const value = reader.denoter.denote(field.scope, field.slot)
    if (!isNamed(value) || (usual !== null && isSameConstant(value, reader.denoter.denote(usual.scope, usual.slot)))) continue
    const { start, end } = functionAt(field.scope.module, owner.class.body)
    return {
      kind: 'role',
      name: `${key} = ${wordsOf(value)}`,
      place: placeAt(reader, field.scope, start, end),
      level: 'route',
      proof: 'refuses',
    }
  }
  return null
}

/** Attributes by which classes say who may call them. */
const ROLE_FIELD = /role|access|permission|scope|rank|level|group|allow|grant|require|only|right|privilege/i

const isNamed = (value: Denotation): boolean =>
  (value.kind === 'constant' && typeof value.value === 'string' && value.value !== '') || (value.kind === 'list' && value.items.length > 0)

function wordsOf(value: Denotation): string {
  if (value.kind === 'constant') return JSON.stringify(value.value)
  return value.kind === 'list' ? value.items.map(wordsOf).join(', ') : '…'
}

const isSameConstant = (a: Denotation, b: Denotation): boolean => a.kind === 'constant' && b.kind === 'constant' && a.value === b.value

/** The attributes of `self` that a function reads. */
function ownKeys({ blocks, selfSlot }: IrFunction): readonly string[] {
  return blocks.flatMap(({ instructions }) => instructions.flatMap((one) => (one.op === 'get' && one.object === selfSlot ? [one.key] : [])))
}

/** `self.access is None`, `not self.login_required`: what a condition is for a class that says it; null when it does not. */
function truthFor(reader: Reader, owner: HandlerClass, scope: Scope, condition: Slot): boolean | null {
  const instruction = definitionBehind(scope, condition)?.instruction
  if (instruction === undefined) return null
  if (instruction.op === 'unary' && instruction.operator === 'not') {
    const inner = truthFor(reader, owner, scope, instruction.operand)
    return inner === null ? null : !inner
  }
  if (instruction.op === 'binary' && /^(?:is|is-not|==|!=)$/.test(instruction.operator)) {
    const left = valueFor(reader, owner, scope, instruction.left)
    const right = reader.denoter.denote(scope, instruction.right)
    if (left === null || right.kind !== 'constant') return null
    return (left.value === right.value) === (instruction.operator === 'is' || instruction.operator === '==')
  }
  const value = valueFor(reader, owner, scope, condition)
  return value === null ? null : Boolean(value.value)
}

/** The constant that a class has as an attribute of `self`. */
function valueFor(reader: Reader, owner: HandlerClass, scope: Scope, slot: Slot): { readonly value: unknown } | null {
  const instruction = definitionBehind(scope, slot)?.instruction
  if (instruction?.op !== 'get' || instruction.object !== scope.function.selfSlot) return null
  const field = classField(reader, owner.module, owner.class, instruction.key)
  const value = field === null ? null : reader.denoter.denote(field.scope, field.slot)
  return value?.kind === 'constant' ? { value: value.value } : null
}
