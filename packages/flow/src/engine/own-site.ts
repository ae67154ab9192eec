import type { IrFunction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { functionAt } from './program.ts'
import type { Value } from './value.ts'

/**
 * Browsers read a backslash as a slash: `/\host` leads as far as `//host`. Frameworks of Python encode it in the header, a parsed address
 * holds none, and the code may look for it elsewhere.
 */
export function closesBackslash(act: Activation, target: Value): boolean {
  const { module, function: owner } = act.frame
  if (module.language === 'python') return true
  const key = act.engine.numbers.parent(target.number)?.key
  if (key === 'pathname' || key === 'path') return true
  return namesBackslash(owner) || namesBackslash(functionAt(module, 0))
}

const namesBackslash = ({ blocks }: IrFunction): boolean =>
  blocks.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        (instruction.op === 'const' && typeof instruction.value === 'string' && instruction.value.includes('\\')) ||
        (instruction.op === 'regex' && /\\\\/.test(instruction.pattern)),
    ),
  )
