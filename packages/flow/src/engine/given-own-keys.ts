import type { IrFunction, Module, Slot } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'

/** Methods that hand each item of a list to a callback. */
const HANDS_ITEMS = /^(?:forEach|each|map|flatMap|filter|some|every|reduce)$/
/** Methods that give a list of the same items. */
const SAME_ITEMS = /^(?:filter|sort|toSorted|reverse|toReversed|slice|concat)$/
const GIVES_KEYS = /^(?:keys|getOwnPropertyNames|ownKeys)$/
const DEEPEST = 6

const known = new WeakMap<IrFunction, boolean>()

/** `Object.keys(body).forEach((key) => ...)`: whether what a callback is given are the keys that an object has, whoever made it. */
export function isGivenOwnKeys(module: Module, fn: IrFunction): boolean {
  let answer = known.get(fn)
  if (answer === undefined) {
    answer = fn.kind === 'lambda' && isHandedKeys(module, fn)
    known.set(fn, answer)
  }
  return answer
}

function isHandedKeys(module: Module, fn: IrFunction): boolean {
  const outer = module.functions[fn.parent]
  return (outer?.blocks ?? []).some(({ instructions }) =>
    instructions.some((one) => {
      if (outer === undefined || one.op !== 'call' || one.receiver < 0 || !HANDS_ITEMS.test(one.method)) return false
      return one.args.some(({ value }) => isFunction(module, outer, value, fn)) && isListOfKeys(module, outer, one.receiver, 0)
    }),
  )
}

function isFunction(module: Module, outer: IrFunction, slot: Slot, fn: IrFunction): boolean {
  return definitionsOf(module, outer, slot).some(
    (one) => one.kind === 'instruction' && one.instruction.op === 'function' && one.instruction.function === fn.index,
  )
}

function isListOfKeys(module: Module, owner: IrFunction, slot: Slot, depth: number): boolean {
  return definitionsOf(module, owner, slot).some((one) => {
    if (one.kind !== 'instruction' || depth > DEEPEST) return false
    const { instruction } = one
    if (instruction.op === 'move') return isListOfKeys(module, owner, instruction.src, depth + 1)
    if (instruction.op !== 'call' || instruction.receiver < 0) return false
    if (SAME_ITEMS.test(instruction.method)) return isListOfKeys(module, owner, instruction.receiver, depth + 1)
    return GIVES_KEYS.test(instruction.method) && instruction.args.length > 0
  })
}
