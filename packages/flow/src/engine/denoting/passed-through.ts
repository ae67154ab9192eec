import type { Block, BlockIndex, Instruction, IrFunction, Module, Slot } from '../../ir/ir.ts'
import { definitionsOf } from '../definitions.ts'
import type { Denotation } from '../denotation.ts'
import type { InnerDenoter } from '../denote.ts'
import { type CallInstruction, functionAt, type Scope } from '../program.ts'

/** Methods of a promise, and what makes one of a value. */
const OF_PROMISES = /^(?:resolve|then|catch|finally)$/
const DEEPEST = 4

/**
 * `wrap(async (req, res, next) => ...)` where `wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)`: who asks
 * what the result is means the function that was given. What decides something of its own, or goes on after an error, is no such wrapper.
 */
export class PassedThrough {
  readonly #denoter: InnerDenoter
  readonly #known = new Map<IrFunction, number | null>()

  constructor(denoter: InnerDenoter) {
    this.#denoter = denoter
  }

  /** What was given to be called; null when the function does anything else with it. */
  given(callee: Denotation & { kind: 'function' }, scope: Scope, call: CallInstruction): Denotation | null {
    if (callee.module.language !== 'javascript' || call.isNew || call.args.length === 0) return null
    const index = this.#indexOf(callee.module, callee.function)
    const given = index === null ? null : this.#denoter.argument(scope, call, index)
    return given?.kind === 'function' || given?.kind === 'library' ? given : null
  }

  /** The parameter of a factory that the function it makes calls with all it is given itself. */
  #indexOf(module: Module, factory: IrFunction): number | null {
    const known = this.#known.get(factory)
    if (known !== undefined) return known
    this.#known.set(factory, null)
    const made = factory.parameters.length === 0 ? null : this.#denoter.returned(module, factory)
    const isMade = made?.kind === 'function' && made.module === module && made.function.parent === factory.index
    const index = isMade ? handedTo(module, factory, made.function) : null
    this.#known.set(factory, index)
    return index
  }
}

function handedTo(module: Module, factory: IrFunction, made: IrFunction): number | null {
  const inside = [made, ...module.functions.filter((fn) => isWithin(module, fn, made))]
  const handed = new Set<number>()
  for (const fn of inside) {
    const usual = usualBlocks(fn)
    for (const [at, { instructions, terminator }] of fn.blocks.entries()) {
      if (terminator.op === 'throw' && usual.has(at)) return null
      for (const one of instructions) {
        if (one.op !== 'call') continue
        const index = handedBy(module, factory, fn, one)
        if (index !== null) {
          if (!passesOwn(module, made, fn, one)) return null
          handed.add(index)
        } else if (!isHarmless(module, made, fn, one, usual.has(at))) return null
      }
    }
  }
  const [index, ...more] = handed
  return index === undefined || more.length > 0 || !isCertain(module, factory, made, 0) ? null : index
}

/** `fn(...)`, `fn.call(this, ...)`, `fn.apply(this, ...)`: the place of `fn` among the parameters of the factory. */
function handedBy(module: Module, factory: IrFunction, fn: IrFunction, { callee, receiver, method }: CallInstruction): number | null {
  const called = callee >= 0 ? callee : /^(?:call|apply)$/.test(method) ? receiver : -1
  const variable = called < 0 ? null : variableAt(module, fn, called)
  const index = variable?.function === factory ? factory.parameters.findIndex(({ slot }) => slot === variable.slot) : -1
  return index < 0 ? null : index
}

/** Whether a call is given what the made function was given: its parameters, in their order, and nothing else. */
function passesOwn(module: Module, made: IrFunction, fn: IrFunction, { args, receiver }: CallInstruction): boolean {
  const [first, ...rest] = args
  // `fn.call(this, req, res, next)`
  const given = receiver >= 0 && first !== undefined && !isParameter(module, made, fn, first.value) ? rest : args
  return (
    given.length > 0 &&
    given.every(({ value }, index) => {
      const variable = variableAt(module, fn, value)
      const at = variable?.function === made ? made.parameters.findIndex(({ slot }) => slot === variable.slot) : -1
      return at === index
    })
  )
}

/** What neither refuses nor lets anybody on: promises, errors that are handed on, and what has nothing to do with the request. */
function isHarmless(module: Module, made: IrFunction, fn: IrFunction, call: CallInstruction, isUsual: boolean): boolean {
  if (call.callee >= 0 && isParameter(module, made, fn, call.callee))
    return call.args[0] !== undefined && !isNothing(module, fn, call.args[0].value)
  if (!isUsual || OF_PROMISES.test(call.method)) return true
  const given = call.args.map(({ value }) => value)
  return ![call.receiver, ...given].some((slot) => slot >= 0 && isParameter(module, made, fn, slot))
}

function isNothing(module: Module, fn: IrFunction, slot: Slot): boolean {
  return definitionsOf(module, fn, slot).some(
    (one) =>
      one.kind === 'instruction' &&
      ((one.instruction.op === 'const' && typeof one.instruction.value !== 'number') ||
        (one.instruction.op === 'global' && one.instruction.name === 'undefined')),
  )
}

/** Whether every request comes to the call: no branch stands before it. */
function isCertain(module: Module, factory: IrFunction, fn: IrFunction, depth: number): boolean {
  const seen = new Set<BlockIndex>()
  for (let at: BlockIndex = 0; !seen.has(at); ) {
    seen.add(at)
    const block = fn.blocks[at]
    if (block === undefined) return false
    if (block.instructions.some((one) => handsOn(module, factory, fn, one, depth))) return true
    if (block.terminator.op !== 'jump') return false
    at = block.terminator.to
  }
  return false
}

function handsOn(module: Module, factory: IrFunction, fn: IrFunction, one: Instruction, depth: number): boolean {
  if (one.op === 'call') return handedBy(module, factory, fn, one) !== null
  return one.op === 'function' && depth < DEEPEST && isCertain(module, factory, functionAt(module, one.function), depth + 1)
}

const isParameter = (module: Module, made: IrFunction, fn: IrFunction, slot: Slot): boolean => {
  const variable = variableAt(module, fn, slot)
  return variable?.function === made && made.parameters.some((parameter) => parameter.slot === variable.slot)
}

/** The variable that a slot reads, in this function or one around it. */
function variableAt(module: Module, fn: IrFunction, slot: Slot): { readonly function: IrFunction; readonly slot: Slot } | null {
  let at = { function: fn, slot }
  for (let step = 0; step < DEEPEST; step += 1) {
    const [only, ...more] = definitionsOf(module, at.function, at.slot)
    if (only === undefined) return at
    if (only.kind !== 'instruction' || more.length > 0) return null
    const { instruction } = only
    if (instruction.op === 'move') at = { function: at.function, slot: instruction.src }
    else if (instruction.op === 'load-up') at = { function: functionAt(module, instruction.function), slot: instruction.slot }
    else return null
  }
  return null
}

function isWithin(module: Module, fn: IrFunction, outer: IrFunction): boolean {
  for (let at = fn; at.index !== 0; at = functionAt(module, at.parent)) if (at.parent === outer.index) return true
  return false
}

/** The blocks that are reached when nothing throws. */
function usualBlocks({ blocks }: IrFunction): ReadonlySet<BlockIndex> {
  const seen = new Set<BlockIndex>()
  const open: BlockIndex[] = [0]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const block = seen.has(at) ? undefined : blocks[at]
    if (block === undefined) continue
    seen.add(at)
    open.push(...nextOf(block))
  }
  return seen
}

function nextOf({ terminator }: Block): readonly BlockIndex[] {
  if (terminator.op === 'jump') return [terminator.to]
  if (terminator.op === 'branch') return [terminator.then, terminator.else]
  return terminator.op === 'next' ? [terminator.body, terminator.exit] : []
}
