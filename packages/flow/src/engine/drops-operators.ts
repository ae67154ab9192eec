import type { Instruction, IrFunction, Module } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'

const cache = new WeakMap<IrFunction, boolean>()

/** Whether the function deletes the keys that begin with a dollar from what it is given: `for (const key in o) if (/^\$/.test(key)) delete o[key]`. */
export function dropsOperators(module: Module, owner: IrFunction): boolean {
  const known = cache.get(owner)
  if (known !== undefined) return known
  const answer = module.language === 'javascript' && hasDeletion(module, owner)
  cache.set(owner, answer)
  return answer
}

function hasDeletion(module: Module, owner: IrFunction): boolean {
  const given = owner.parameters.find(({ slot }) => slot !== owner.selfSlot)?.slot
  const instructions = owner.blocks.flatMap((block) => block.instructions)
  const deletes = instructions.some(
    (one) =>
      one.op === 'delete' &&
      one.object === given &&
      typeof one.key === 'number' &&
      definitionsOf(module, owner, one.key).some(({ kind }) => kind === 'loop'),
  )
  return deletes && instructions.some(asksForDollar)
}

const asksForDollar = (one: Instruction): boolean =>
  one.op === 'regex' ? /^\^(?:\\|\[)\$/.test(one.pattern) : one.op === 'const' && one.value === '$'
