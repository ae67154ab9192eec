import type { ClassMember, FunctionIndex, Instruction, IrClass, IrFunction, Slot } from '../ir/ir.ts'

interface Lowered {
  readonly functions: readonly IrFunction[]
  readonly classes: readonly IrClass[]
}

/** Adds the classes that are written as functions: `function Tool() {}` with `Tool.prototype.run = function () {}` in the same scope. */
export function withPrototypeClasses({ functions, classes }: Lowered): Lowered {
  const found = functions.flatMap((parent) => prototypesIn(parent))
  if (found.length === 0) return { functions, classes }
  const allFunctions = [...functions]
  const allClasses = [...classes]
  for (const { parent, owner, methods, bases } of found) {
    const maker = allFunctions[owner]
    if (maker === undefined || maker.kind === 'class-body' || maker.ownerClass >= 0) continue
    const index = allClasses.length
    const body = allFunctions.length
    const members: ClassMember[] = [member('constructor', maker)]
    allFunctions[owner] = { ...maker, ownerClass: index }
    for (const [name, made] of methods) {
      const method = allFunctions[made]
      if (method === undefined || method.ownerClass >= 0) continue
      members.push(member(name, method))
      allFunctions[made] = { ...method, ownerClass: index }
    }
    allFunctions.push(emptyBody(body, index, maker))
    const { start, end } = maker
    allClasses.push({ index, name: maker.name, parent, bases, decorators: [], body, members, start, end })
  }
  return { functions: allFunctions, classes: allClasses }
}

function member(name: string, { index, start }: IrFunction): ClassMember {
  return { name, kind: 'method', isStatic: false, function: index, slot: -1, type: null, decorators: [], start }
}

function emptyBody(index: FunctionIndex, ownerClass: number, maker: IrFunction): IrFunction {
  const { name, parent, start, end } = maker
  return {
    index,
    name,
    kind: 'class-body',
    isAsync: false,
    isGenerator: false,
    parent,
    ownerClass,
    parameters: [],
    selfSlot: 0,
    isStatic: false,
    isServerAction: false,
    slotCount: 1,
    names: new Map([[0, 'this']]),
    captured: new Set(),
    blocks: [{ instructions: [], terminator: { op: 'stop', start, end }, handler: -1 }],
    decorators: [],
    returnType: null,
    start,
    end,
  }
}

interface Prototype {
  readonly parent: FunctionIndex
  readonly owner: FunctionIndex
  readonly methods: Map<string, FunctionIndex>
  readonly bases: Slot[]
}

/** What one scope sets on the prototypes of the functions it makes. */
function prototypesIn(parent: IrFunction): readonly Prototype[] {
  const instructions = parent.blocks.flatMap((block) => block.instructions)
  if (!instructions.some((one) => (one.op === 'get' || one.op === 'set') && one.key === 'prototype')) return []
  return new Prototypes(parent, instructions).read()
}

class Prototypes {
  readonly #parent: IrFunction
  readonly #instructions: readonly Instruction[]
  /** Functions by the slots that hold them, and slots that hold the prototype of what another slot holds. */
  readonly #functions = new Map<Slot, FunctionIndex>()
  readonly #prototypes = new Map<Slot, Slot>()
  readonly #calls = new Map<Slot, Instruction & { readonly op: 'call' }>()
  readonly #dicts = new Map<Slot, Instruction & { readonly op: 'dict' }>()
  readonly #found = new Map<FunctionIndex, Prototype>()

  constructor(parent: IrFunction, instructions: readonly Instruction[]) {
    this.#parent = parent
    this.#instructions = instructions
  }

  read(): readonly Prototype[] {
    // Declared functions are there before the first statement runs.
    for (const one of this.#instructions) this.#collect(one)
    for (const one of this.#instructions) this.#apply(one)
    return [...this.#found.values()].filter(({ methods, bases }) => methods.size > 0 || bases.length > 0)
  }

  #collect(one: Instruction): void {
    if (one.op === 'function') this.#functions.set(one.dst, one.function)
    else if (one.op === 'dict') this.#dicts.set(one.dst, one)
    else if (one.op === 'call') this.#calls.set(one.dst, one)
    else if (one.op === 'get' && one.key === 'prototype') this.#prototypes.set(one.dst, one.object)
    else if (one.op === 'move') {
      const made = this.#functions.get(one.src)
      if (made !== undefined) this.#functions.set(one.dst, made)
      const prototype = this.#prototypes.get(one.src)
      if (prototype !== undefined) this.#prototypes.set(one.dst, prototype)
      const dict = this.#dicts.get(one.src)
      if (dict !== undefined) this.#dicts.set(one.dst, dict)
    }
  }

  #apply(one: Instruction): void {
    if (one.op === 'set' && one.key === 'prototype') this.#replace(this.#of(one.object), one.src)
    else if (one.op === 'set') {
      const prototype = this.#ofPrototype(one.object)
      if (prototype === null) return
      const base = one.key === '__proto__' ? this.#prototypes.get(one.src) : undefined
      if (base !== undefined) prototype.bases.push(base)
      else this.#add(prototype, one.key, one.src)
    } else if (one.op === 'call') this.#called(one)
  }

  /** `inherits(Tool, Base)`, `Object.setPrototypeOf(Tool.prototype, Base.prototype)`, `Object.assign(Tool.prototype, { ... })`. */
  #called({ method, callee, args }: Instruction & { readonly op: 'call' }): void {
    const [first, second] = args
    if (first === undefined || second === undefined) return
    const prototype = this.#ofPrototype(first.value)
    const base = this.#prototypes.get(second.value)
    if (prototype !== null && method === 'setPrototypeOf' && base !== undefined) prototype.bases.push(base)
    else if (prototype !== null && /^(?:assign|extend|mixin)$/.test(method)) this.#addAll(prototype, second.value)
    else if (INHERITS.test(method || (this.#parent.names.get(callee) ?? ''))) this.#of(first.value)?.bases.push(second.value)
  }

  /** `Tool.prototype = { ... }`, `= Object.create(Base.prototype)`, `= new Base()`. */
  #replace(prototype: Prototype | null, src: Slot): void {
    if (prototype === null) return
    this.#addAll(prototype, src)
    const made = this.#calls.get(src)
    if (made === undefined) return
    const base = made.isNew ? made.callee : made.method === 'create' ? this.#prototypes.get(made.args[0]?.value ?? -1) : undefined
    if (base !== undefined && base >= 0) prototype.bases.push(base)
  }

  #addAll(prototype: Prototype, src: Slot): void {
    for (const entry of this.#dicts.get(src)?.entries ?? []) if (entry.kind === 'entry') this.#add(prototype, entry.key, entry.value)
  }

  #add({ methods }: Prototype, name: string, src: Slot): void {
    const made = this.#functions.get(src)
    if (made !== undefined) methods.set(name, made)
  }

  #ofPrototype(slot: Slot): Prototype | null {
    const owner = this.#prototypes.get(slot)
    return owner === undefined ? null : this.#of(owner)
  }

  #of(slot: Slot): Prototype | null {
    const owner = this.#functions.get(slot)
    if (owner === undefined) return null
    const known = this.#found.get(owner)
    if (known !== undefined) return known
    const made: Prototype = { parent: this.#parent.index, owner, methods: new Map(), bases: [] }
    this.#found.set(owner, made)
    return made
  }
}

const INHERITS = /^(?:inherits|__extends|_inherits(?:Loose)?)$/
