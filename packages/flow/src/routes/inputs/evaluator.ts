import { definitionsOf } from '../../engine/definitions.ts'
import type { Denotation } from '../../engine/denotation.ts'
import type { Instruction, IrFunction, Slot } from '../../ir/ir.ts'
import type { Reader } from '../reader.ts'
import { CONTEXT, REQUEST, type TagReader } from '../value-tags.ts'
import { callValues } from './call-values.ts'
import { copiedInto } from './copied-members.ts'
import {
  type Activation,
  elementsOf,
  type InputRoots,
  type InputValue,
  memberOf,
  NONE,
  nodesOf,
  numbersOf,
  textsOf,
} from './input-values.ts'

const MOST_VALUES = 40
const MOST_ACTIVATIONS = 400
const DEEPEST = 8

/** Finds what slots hold of a request, from the handler of a route into everything that it calls. */
export class Evaluator {
  readonly reader: Reader
  readonly roots: InputRoots
  readonly tags: TagReader
  /** Activations in the order in which they were met, the handler first. */
  readonly activations: Activation[] = []
  private readonly known = new Map<Activation, Map<Slot, readonly InputValue[] | null>>()
  private readonly made = new Map<Activation, Map<Instruction, Map<IrFunction, Activation>>>()

  constructor(reader: Reader, roots: InputRoots, tags: TagReader) {
    this.reader = reader
    this.roots = roots
    this.tags = tags
  }

  /** A function with what it is given, met at an instruction of another; null where it lies too deep or calls itself. */
  activate(activation: Activation, at: Instruction | null): Activation | null {
    const { caller } = activation
    const found = caller === null || at === null ? undefined : this.made.get(caller.activation)?.get(at)?.get(activation.function)
    if (found !== undefined) return found
    if (this.activations.length >= MOST_ACTIVATIONS || activation.depth > DEEPEST) return null
    for (let one = caller; one !== null; one = one.activation.caller) if (one.activation.function === activation.function) return null
    if (caller !== null && at !== null) {
      const ofCaller = this.made.get(caller.activation) ?? new Map<Instruction, Map<IrFunction, Activation>>()
      this.made.set(caller.activation, ofCaller)
      const ofInstruction = ofCaller.get(at) ?? new Map<IrFunction, Activation>()
      ofCaller.set(at, ofInstruction)
      ofInstruction.set(activation.function, activation)
    }
    this.activations.push(activation)
    return activation
  }

  /** What a slot may hold. */
  values(activation: Activation, slot: Slot): readonly InputValue[] {
    if (slot < 0) return NONE
    let slots = this.known.get(activation)
    if (slots === undefined) {
      slots = new Map()
      this.known.set(activation, slots)
    }
    const before = slots.get(slot)
    if (before !== undefined) return before ?? NONE
    slots.set(slot, null)
    const found = this.fresh(activation, slot)
    slots.set(slot, found)
    return found
  }

  private fresh(activation: Activation, slot: Slot): readonly InputValue[] {
    const given = activation.given.get(slot)
    const found: InputValue[] = [...(given ?? NONE)]
    const add = (values: readonly InputValue[]): void => {
      for (const value of values) if (found.length < MOST_VALUES && !found.some((one) => isSame(one, value))) found.push(value)
    }
    for (const definition of definitionsOf(activation.module, activation.function, slot)) {
      if (definition.kind === 'loop')
        for (const value of this.values(activation, definition.iterable)) add(this.elements(value, definition.mode))
      else if (definition.kind === 'instruction') add(this.instructionValues(activation, definition.instruction))
    }
    noteDefaults(found)
    for (const from of copiedInto(activation.module, activation.function, slot)) add(this.values(activation, from).filter(isInput))
    return found.length > 0 ? found : this.named(activation, slot)
  }

  elements(value: InputValue, mode: 'values' | 'keys' = 'values'): readonly InputValue[] {
    return elementsOf(value, mode, (activation, slot) => this.values(activation, slot))
  }

  member(activation: Activation, value: InputValue, key: string, isAttribute: boolean): readonly InputValue[] {
    if (value.is !== 'made' || value.instruction.op !== 'dict')
      return memberOf(this.roots, value, key, isAttribute && activation.module.language === 'python')
    const { instruction, activation: maker } = value
    const own = instruction.entries.findLast((entry) => entry.kind === 'entry' && entry.key === key)
    if (own !== undefined) return this.values(maker, own.value)
    return instruction.entries.flatMap((entry) =>
      entry.kind === 'spread' ? this.values(maker, entry.value).flatMap((inner) => this.member(maker, inner, key, isAttribute)) : [],
    )
  }

  private instructionValues(activation: Activation, instruction: Instruction): readonly InputValue[] {
    switch (instruction.op) {
      case 'move':
      case 'await':
      case 'enter':
        return this.values(activation, instruction.src)
      case 'slice':
        return this.values(activation, instruction.object)
      case 'element':
        return this.values(activation, instruction.object).flatMap((value) => this.elements(value))
      case 'load-up':
        for (let at: Activation | null = activation; at !== null; at = at.outer)
          if (at.module === activation.module && at.function.index === instruction.function) return this.values(at, instruction.slot)
        return NONE
      case 'get':
        return this.values(activation, instruction.object).flatMap((value) => this.member(activation, value, instruction.key, true))
      case 'index':
        return this.indexed(activation, instruction)
      case 'unary':
        if (instruction.operator !== 'typeof') return NONE
        return this.values(activation, instruction.operand).flatMap((value) =>
          value.is === 'input' ? [{ is: 'typeof' as const, node: value.node }] : [],
        )
      case 'const':
        return [{ is: 'constant', denoted: { kind: 'constant', value: instruction.value } }]
      case 'dict':
      case 'list':
        return [{ is: 'made', activation, instruction }]
      case 'function': {
        const fn = activation.module.functions[instruction.function]
        return fn === undefined ? NONE : [{ is: 'function', activation, module: activation.module, function: fn }]
      }
      case 'call':
        return callValues(this, activation, instruction)
      default:
        return NONE
    }
  }

  private indexed(activation: Activation, { object, index }: Extract<Instruction, { op: 'index' }>): readonly InputValue[] {
    const keys = this.values(activation, index)
    const texts = textsOf(keys)
    const [position] = numbersOf(keys)
    return this.values(activation, object).flatMap((value) => {
      if (value.is === 'pair') return position === 0 ? value.keys : position === 1 ? value.values : NONE
      if (value.is === 'made' && value.instruction.op === 'list') {
        const item = position === undefined ? undefined : value.instruction.items.at(position)
        return item === undefined ? NONE : this.values(value.activation, item)
      }
      if (position !== undefined) return this.elements(value)
      return texts.flatMap((text) => this.member(activation, value, text, false))
    })
  }

  /** What a slot holds wherever its function is called from: constants, functions and requests with a name of their own. */
  private named(activation: Activation, slot: Slot): readonly InputValue[] {
    const tags = this.tags.tags(activation, slot)
    if ((tags & CONTEXT) !== 0) return [{ is: 'context' }]
    if ((tags & REQUEST) !== 0) return [{ is: 'request' }]
    return constantValues(this.reader.denoter.denote(activation, slot))
  }
}

function constantValues(denoted: Denotation): readonly InputValue[] {
  if (denoted.kind === 'function') return [{ is: 'function', activation: null, module: denoted.module, function: denoted.function }]
  return denoted.kind === 'unknown' || denoted.kind === 'parameter' ? NONE : [{ is: 'constant', denoted }]
}

function isSame(a: InputValue, b: InputValue): boolean {
  if (a === b) return true
  if (a.is !== b.is) return false
  if (a.is === 'input' && b.is === 'input') return a.node === b.node
  if (a.is === 'made' && b.is === 'made') return a.instruction === b.instruction && a.activation === b.activation
  return a.is === 'request' || a.is === 'context' || a.is === 'text' || a.is === 'address'
}

const isInput = ({ is }: InputValue): boolean => is === 'input'

/** `{ limit = 20 }`, `args.get("page", 1)`: what stands in for a value tells its type, and is one that is taken. */
function noteDefaults(values: readonly InputValue[]): void {
  if (values.length < 2) return
  for (const node of nodesOf(values))
    for (const value of values) {
      if (isSomething(value)) node.isOptional = true
      const constant = value.is === 'constant' && value.denoted.kind === 'constant' ? value.denoted.value : undefined
      if (typeof constant === 'number') node.types.add(Number.isInteger(constant) ? 'integer' : 'number')
      if ((typeof constant === 'number' && constant > 0) || (typeof constant === 'string' && constant !== '' && constant.length <= 200))
        node.usual ??= constant
      if (typeof constant === 'boolean') node.types.add('boolean')
    }
}

const isSomething = (value: InputValue): boolean =>
  value.is === 'made' ||
  (value.is === 'constant' && value.denoted.kind === 'constant' && value.denoted.value !== null && value.denoted.value !== undefined)
