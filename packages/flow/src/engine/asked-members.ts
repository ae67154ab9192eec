import type { Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'
import { functionAt } from './program.ts'

/** `typeof node[key] !== 'object'`, `isObject(node[key])`: the way down leads through no function, as `constructor` is one. */
export function asksWhatIsThere(module: Module, owner: IrFunction, object: Slot): boolean {
  const isMember = (slot: Slot, depth = 0): boolean =>
    depth < DEEPEST &&
    definitionsOf(module, owner, slot).some(
      (definition) =>
        definition.kind === 'instruction' &&
        (definition.instruction.op === 'move'
          ? isMember(definition.instruction.src, depth + 1)
          : definition.instruction.op === 'index' && definition.instruction.object === object),
    )
  return owner.blocks.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        (instruction.op === 'unary' && instruction.operator === 'typeof' && isMember(instruction.operand)) ||
        (instruction.op === 'call' &&
          ASKS_FOR_OBJECTS.test(calledName(module, owner, instruction)) &&
          instruction.args.some(({ value }) => isMember(value))),
    ),
  )
}

const DEEPEST = 4
const ASKS_FOR_OBJECTS = /^_?is_?(?:plain|own)?_?(?:object|record|dict)/i

function calledName(module: Module, owner: IrFunction, { callee, method }: Instruction & { readonly op: 'call' }): string {
  if (method !== '') return method
  for (const definition of definitionsOf(module, owner, callee))
    if (definition.kind === 'instruction' && definition.instruction.op === 'load-up')
      return functionAt(module, definition.instruction.function).names.get(definition.instruction.slot) ?? ''
  return owner.names.get(callee) ?? ''
}
