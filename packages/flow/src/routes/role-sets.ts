import type { GuardFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, definitionBehind, type FunctionRef, type Reader, stringAt, stringsAt } from './reader.ts'

/** Roles for which something is true: those that are named, or all others. */
interface RoleSet {
  readonly names: readonly string[]
  readonly isExcept: boolean
}

const ROLE = /^(?:\w+_?)?roles?$/i
const DEEPEST = 4

/** The roles that a condition lets on, where it compares a role with words: itself, or in a function of the tree that it asks. */
export function rolesOf(
  reader: Reader,
  scope: FunctionRef,
  condition: Slot,
  refusesWhenTrue: boolean,
): NonNullable<GuardFact['roles']> | null {
  const found = trueFor(reader, scope, condition, 0)
  return found === null ? null : { names: found.names, are: found.isExcept === refusesWhenTrue ? 'admitted' : 'refused' }
}

function trueFor(reader: Reader, scope: FunctionRef, slot: Slot, depth: number): RoleSet | null {
  const behind = depth > DEEPEST ? null : definitionBehind(scope, slot)
  if (behind === null) return null
  const { instruction, scope: where } = behind
  if (instruction.op === 'unary' && /^(?:!|not)$/.test(instruction.operator)) {
    const inner = trueFor(reader, where, instruction.operand, depth + 1)
    return inner === null ? null : { ...inner, isExcept: !inner.isExcept }
  }
  if (instruction.op === 'binary') return compared(reader, where, instruction)
  if (instruction.op !== 'call') return null
  const [first] = instruction.args
  if (instruction.receiver >= 0 && first !== undefined && /^(?:includes|has)$/.test(instruction.method) && isRole(where, first.value)) {
    const names = listedAt(reader, where, instruction.receiver)
    return names.length === 0 ? null : { names, isExcept: false }
  }
  const callee = reader.seenCall(instruction)?.callee
  if (callee?.kind !== 'function') return null
  const returned = callee.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  const target = { module: callee.module, function: callee.function }
  return returned.length === 1 && returned[0] !== undefined ? trueFor(reader, target, returned[0], depth + 1) : null
}

function compared(
  reader: Reader,
  scope: FunctionRef,
  { operator, left, right }: { readonly operator: string; readonly left: Slot; readonly right: Slot },
): RoleSet | null {
  const isEqual = /^(?:===?|is)$/.test(operator)
  if (!isEqual && !/^(?:!==?|is-not)$/.test(operator)) return null
  const [role, word] = isRole(scope, left) ? [left, right] : [right, left]
  const name = isRole(scope, role) ? stringAt(reader, scope, word) : null
  return name === null ? null : { names: [name], isExcept: !isEqual }
}

function isRole(scope: FunctionRef, slot: Slot): boolean {
  const made = definitionBehind(scope, slot)?.instruction
  return made?.op === 'get' && ROLE.test(made.key)
}

function listedAt(reader: Reader, scope: FunctionRef, slot: Slot): readonly string[] {
  const here = stringsAt(reader, scope, slot)
  const made = here.length > 0 ? null : callBehind(reader, scope, slot)
  const first = made?.name === 'Set' ? made.call.args[0] : undefined
  return made === null || first === undefined ? here : stringsAt(reader, made, first.value)
}
