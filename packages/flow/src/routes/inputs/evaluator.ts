import { type Definition, definitionsOf } from '../../engine/definitions.ts'
import { type Denotation, sameDenotation } from '../../engine/denotation.ts'
import { boundAt, exportNamed, type Scope } from '../../engine/program.ts'
import type { FunctionIndex, Instruction, IrFunction, Module, Slot } from '../../ir/ir.ts'
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
const MOST_ACTIVATIONS = 800
const DEEPEST = 16

/** Finds what slots hold of a request, from the handler of a route into everything that it calls. */
export class Evaluator {
  readonly reader: Reader
  readonly roots: InputRoots
  readonly tags: TagReader
  /** Activations in the order in which they were met, the handler first. */
  readonly activations: Activation[] = []
  private readonly known = new Map<Activation, Map<Slot, readonly InputValue[] | null>>()
  private readonly made = new Map<Activation, Map<Instruction, Activation[]>>()
  private readonly atStart = new Map<IrFunction, Activation>()

  constructor(reader: Reader, roots: InputRoots, tags: TagReader) {
    this.reader = reader
    this.roots = roots
    this.tags = tags
  }

  /** A function with what it is given, met at an instruction of another; null where it lies too deep or calls itself. */
  activate(activation: Activation, at: Instruction | null): Activation | null {
    const { caller } = activation
    const others = caller === null || at === null ? [] : this.madeAt(caller.activation, at)
    const found = others.find((one) => isSameCall(one, activation))
    if (found !== undefined) return found
    if (this.activations.length >= MOST_ACTIVATIONS || activation.depth > DEEPEST) return null
    for (let one = caller; one !== null; one = one.activation.caller)
      if (one.activation.function === activation.function && one.activation.outer === activation.outer) return null
    others.push(activation)
    this.activations.push(activation)
    return activation
  }

  private madeAt(caller: Activation, at: Instruction): Activation[] {
    const ofCaller = this.made.get(caller) ?? new Map<Instruction, Activation[]>()
    this.made.set(caller, ofCaller)
    const list = ofCaller.get(at) ?? []
    ofCaller.set(at, list)
    return list
  }

  /** What stands at the top of a module. */
  private activationOf(module: Module): Activation | null {
    const [body] = module.functions
    return body === undefined ? null : this.standing({ module, function: body })
  }

  /** A function that runs when the program starts: no request gives it anything. */
  private standing({ module, function: fn }: Scope): Activation {
    const known = this.atStart.get(fn)
    const found = known ?? { module, function: fn, given: new Map(), outer: null, caller: null, depth: 0 }
    if (known === undefined) this.atStart.set(fn, found)
    return found
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
    const definitions = definitionsOf(activation.module, activation.function, slot)
    let hasOther = definitions.some((definition) => givesDefault(activation, definition))
    for (const definition of definitions) {
      if (definition.kind === 'loop')
        for (const value of this.values(activation, definition.iterable)) add(this.elements(value, definition.mode))
      else if (definition.kind === 'instruction') {
        const values = this.instructionValues(activation, definition.instruction)
        if (values.length === 0 && isJoined(activation, slot)) hasOther = true
        add(values)
      }
    }
    if (definitions.length > 1 || hasOther) noteDefaults(found, hasOther)
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
        return instruction.function === 0
          ? this.madeAtTop(activation.module, instruction.slot)
          : this.aroundCopy(activation.module, instruction.function, instruction.slot)
      case 'bound': {
        const given = boundAt(activation.module, instruction)
        return given === null ? NONE : this.values(this.standing(given.scope), given.slot)
      }
      case 'import':
        return this.imported(activation.module, instruction)
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

  /** A variable of a function that makes routers, copied for the call that gave it its options: `pick(req.body, fields)`. */
  private aroundCopy(module: Module, index: FunctionIndex, slot: Slot): readonly InputValue[] {
    const fn = module.functions[index]
    return fn?.copy === undefined ? NONE : this.values(this.standing({ module, function: fn }), slot)
  }

  /** `const category = oneOf(['a', 'b'])`: what a function of the tree makes at the top of a module, and tables of such. */
  private madeAtTop(module: Module, slot: Slot): readonly InputValue[] {
    const top = this.activationOf(module)
    if (top === null) return NONE
    const [only, ...others] = definitionsOf(module, top.function, slot)
    const made = only?.kind === 'instruction' && others.length === 0 ? only.instruction : null
    if (made?.op === 'move') return this.madeAtTop(module, made.src)
    if (made?.op === 'dict') return this.values(top, slot)
    return made?.op === 'call' && this.reader.seenCall(made)?.callee.kind === 'function' ? this.values(top, slot) : NONE
  }

  private imported(module: Module, { from, name }: Extract<Instruction, { op: 'import' }>): readonly InputValue[] {
    const { program } = this.reader
    const file = name === null ? null : program.resolve(module, from)
    const target = file === null ? undefined : program.moduleByFile.get(file)
    const given = target === undefined || name === null ? null : exportNamed(target, name)
    return target !== undefined && given?.kind === 'local' ? this.madeAtTop(target, given.slot) : NONE
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
  if (a.is === 'constant' && b.is === 'constant') return sameDenotation(a.denoted, b.denoted)
  return a.is === 'request' || a.is === 'context' || a.is === 'text' || a.is === 'address'
}

/** Whether a slot is what `a ?? b` or a default of destructuring gives: of several values one. */
const isJoined = ({ function: fn }: Activation, slot: Slot): boolean => fn.names.get(slot)?.startsWith('<') === true

/** `args.get("page", 1)`; not `args.get(name, default)` of a helper that may be given none. */
function givesDefault({ function: fn }: Activation, definition: Definition): boolean {
  if (definition.kind !== 'instruction' || definition.instruction.op !== 'call' || definition.instruction.method !== 'get') return false
  const [, otherwise] = definition.instruction.args
  return otherwise !== undefined && !fn.parameters.some(({ slot }) => slot === otherwise.value)
}

const isInput = ({ is }: InputValue): boolean => is === 'input'

/** `{ limit = 20 }`, `args.get("page", 1)`: what stands in for a value tells its type, and is one that is taken. */
function noteDefaults(values: readonly InputValue[], hasOther: boolean): void {
  const [node, ...others] = nodesOf(values)
  if (node === undefined || others.length > 0) return
  if (hasOther && values.length === 1) node.isOptional = true
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

/** Whether two activations at one instruction are the same: of the same function in the same surroundings, with the same things given. */
function isSameCall(a: Activation, b: Activation): boolean {
  if (a.function !== b.function || a.outer !== b.outer || a.given.size !== b.given.size) return false
  return [...b.given].every(([slot, values]) => {
    const others = a.given.get(slot) ?? NONE
    return values.length === others.length && values.every((value, index) => isSameGiven(value, others[index] ?? value))
  })
}

/** As above; functions are kept apart elsewhere, for tables have one for each field. */
const isSameGiven = (a: InputValue, b: InputValue): boolean =>
  a.is === 'function' && b.is === 'function' ? a.function === b.function && a.activation === b.activation : isSame(a, b)
