import type { IrFunction, Module, Slot } from '../ir/ir.ts'
import { functionAt } from './program.ts'

const cache = new WeakMap<IrFunction, boolean>()

/**
 * Whether the function, or one around it, copies keys of one object into another and calls itself for what lies deeper:
 * `merge(target[key], source[key])` inside `merge`, beside `target[key] = ...`.
 */
export function mergesRecursively(module: Module, owner: IrFunction): boolean {
  const known = cache.get(owner)
  if (known !== undefined) return known
  const answer = hasRecursion(module, owner)
  cache.set(owner, answer)
  return answer
}

function hasRecursion(module: Module, owner: IrFunction): boolean {
  const names = new Set(owner.name.split('.').filter((name) => name !== '<lambda>'))
  const read = new Set<Slot>()
  const called = new Set<Slot>()
  /** `getattr` of Python, which reads an attribute as an index reads an entry. */
  const readers = new Set<Slot>()
  for (const { instructions } of owner.blocks) {
    for (const instruction of instructions) {
      if (instruction.op === 'index') read.add(instruction.dst)
      else if (instruction.op === 'global' && instruction.name === 'getattr') readers.add(instruction.dst)
      else if (instruction.op === 'call' && readers.has(instruction.callee)) read.add(instruction.dst)
      else if (instruction.op === 'move') {
        if (read.has(instruction.src)) read.add(instruction.dst)
        if (called.has(instruction.src)) called.add(instruction.dst)
      } else if (instruction.op === 'function') {
        // The own name of a function expression.
        if (isOrEncloses(module, instruction.function, owner)) called.add(instruction.dst)
      } else if (instruction.op === 'load-up') {
        const name = functionAt(module, instruction.function).names.get(instruction.slot) ?? ''
        if (names.has(name)) called.add(instruction.dst)
      } else if (instruction.op === 'call' && instruction.args.length >= 2) {
        const isItself =
          called.has(instruction.callee) || names.has(owner.names.get(instruction.callee) ?? '') || names.has(instruction.method)
        if (isItself && instruction.args.some((argument) => read.has(argument.value))) return true
      }
    }
  }
  return false
}

function isOrEncloses(module: Module, index: number, owner: IrFunction): boolean {
  for (let at = owner; ; at = functionAt(module, at.parent)) {
    if (at.index === index) return true
    if (at.parent < 0) return false
  }
}
