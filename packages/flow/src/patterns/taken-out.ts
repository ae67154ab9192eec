import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { isConstant, type Reader, stringAt, stringsAt } from '../routes/reader.ts'
import { isSecretColumn } from './secret-tables.ts'

/** Whether the function takes a secret out: `delete user.password`, `row.pop('password')`, a list of names that is left out. */
export function isTakenOut(reader: Reader, scope: Scope, column: string): boolean {
  const read = new Set<Slot>()
  for (const { instructions } of scope.function.blocks)
    for (const instruction of instructions) if (instruction.op === 'index') read.add(instruction.index)
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((instruction) => {
      switch (instruction.op) {
        case 'delete':
          return isSecretColumn(typeof instruction.key === 'string' ? instruction.key : (stringAt(reader, scope, instruction.key) ?? ''))
        case 'set':
          return isSecretColumn(instruction.key) && isEmpty(reader, scope, instruction.src)
        case 'set-index':
          return isSecretColumn(stringAt(reader, scope, instruction.index) ?? '') && isEmpty(reader, scope, instruction.src)
        case 'binary':
          return (
            instruction.operator === 'in' && stringAt(reader, scope, instruction.left) === null && isList(reader, scope, instruction.right)
          )
        case 'const':
          return typeof instruction.value === 'string' && !read.has(instruction.dst) && namesColumn(instruction.value, column)
        default:
          return false
      }
    }),
  )
}

function namesColumn(text: string, column: string): boolean {
  // A statement that reads it takes nothing out.
  return text.length < 60 && !/^\s*(?:SELECT|INSERT|UPDATE|WITH)\s/i.test(text) && text.split(/[^\w]+/).includes(column)
}

function isEmpty(reader: Reader, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  return isConstant(denoted, null) || isConstant(denoted, '') || (denoted.kind === 'constant' && denoted.value === undefined)
}

/** `if column.name in SHOWN`: what is shown is written out. */
function isList(reader: Reader, scope: Scope, slot: Slot): boolean {
  const names = stringsAt(reader, scope, slot)
  return names.length > 0 && !names.some(isSecretColumn)
}
