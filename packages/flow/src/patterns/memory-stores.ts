import { definitionsOf } from '../engine/definitions.ts'
import { assignedSlot, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { viewOf } from '../routes/function-view.ts'
import { isServed, nameOf, type Reader } from '../routes/reader.ts'

const REMOVAL = /^(?:delete|clear|pop|popitem|prune|evict|expire|purge|shift)$/

/** A map, a dictionary or a set that outlives the call that fills it: of a module, of a function that gives out inner functions, of an object. */
export interface MemoryStore {
  readonly kind: 'variable' | 'field'
  readonly name: string
  /** The function in whose scope it is made. */
  readonly scope: Scope
  readonly at: Instruction
  readonly slot: Slot
  /** The class of a field. */
  readonly owner: IrClass | null
}

/** One use of a store: a value put in, a value taken out, something removed. */
export interface Use {
  readonly kind: 'put' | 'take' | 'remove'
  readonly scope: Scope
  /** -1 for a name that stands in the source. */
  readonly key: Slot
  readonly value: Slot
  /** What a taking gives; -1 otherwise. */
  readonly dst: Slot
  readonly at: Instruction
}

/** The stores that are fields, of all classes. */
interface Fields {
  readonly names: Set<string>
  readonly byClass: Map<IrClass, readonly MemoryStore[]>
}

/** The stores of the program with their uses. */
export function memoryStores(reader: Reader): ReadonlyMap<MemoryStore, readonly Use[]> {
  const found = new Map<MemoryStore, Use[]>()
  const fields: Fields = { names: new Set(), byClass: new Map() }
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    const stores = variablesOf(reader, module)
    for (const store of stores) found.set(store, [])
    if (stores.length > 0) for (const fn of module.functions) readVariables({ module, function: fn }, stores, found)
    for (const store of fieldsOf(reader, module)) {
      found.set(store, [])
      fields.names.add(store.name)
      if (store.owner !== null) fields.byClass.set(store.owner, [...(fields.byClass.get(store.owner) ?? []), store])
    }
  }
  if (fields.names.size > 0)
    for (const module of reader.program.modules)
      for (const fn of module.functions) readFields(reader, { module, function: fn }, fields, found)
  return found
}

function variablesOf(reader: Reader, module: Module): readonly MemoryStore[] {
  const found: MemoryStore[] = []
  for (const fn of module.functions) {
    if (fn.index !== 0 && fn.captured.size === 0) continue
    const scope = { module, function: fn }
    for (const { instructions } of fn.blocks)
      for (const one of instructions) {
        const slot = assignedSlot(one)
        const name = fn.names.get(slot)
        if (name === undefined || (fn.index !== 0 && !fn.captured.has(slot))) continue
        const made = one.op === 'move' ? makerOf(module, fn, one.src) : one
        if (made !== null && isStore(reader, scope, made)) found.push({ kind: 'variable', name, scope, at: made, slot, owner: null })
      }
  }
  return found
}

/** `private cache = new Map()`, `_cache = {}` in the body of a class, `self.known = OrderedDict()`. */
function fieldsOf(reader: Reader, module: Module): readonly MemoryStore[] {
  return module.classes.flatMap((owner) => {
    const body = { module, function: functionAt(module, owner.body) }
    const names = new Set(owner.members.filter(({ kind }) => kind === 'field').map(({ name }) => name))
    const initial = owner.members.flatMap((member) =>
      member.kind === 'field' && member.slot >= 0 ? [{ name: member.name, scope: body, slot: member.slot }] : [],
    )
    const makers = owner.members.filter(({ name, kind }) => kind === 'method' && /^(?:constructor|__init__)$/.test(name))
    for (const { function: index } of makers)
      for (const { instructions } of functionAt(module, index).blocks)
        for (const one of instructions) if (one.op === 'set' && one.object === functionAt(module, index).selfSlot) names.add(one.key)
    const assigned = [...names].flatMap((name) =>
      reader.denoter.fieldAssignments(module, owner, name).map((assignment) => ({ name, ...assignment })),
    )
    return [...initial, ...assigned].flatMap(({ name, scope, slot }): readonly MemoryStore[] => {
      const made = makerOf(scope.module, scope.function, slot)
      return made !== null && isStore(reader, scope, made) ? [{ kind: 'field', name, scope, at: made, slot, owner }] : []
    })
  })
}

function makerOf(module: Module, fn: IrFunction, slot: Slot, depth = 0): Instruction | null {
  for (const definition of definitionsOf(module, fn, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    return instruction.op === 'move' && depth < 4 ? makerOf(module, fn, instruction.src, depth + 1) : instruction
  }
  return null
}

function isStore(reader: Reader, scope: Scope, made: Instruction): boolean {
  if (made.op === 'dict') return made.entries.length === 0
  if (made.op === 'list') return made.shape === 'set' && made.items.length === 0
  if (made.op !== 'call') return false
  return MAKERS.has(nameOf(reader.denoter.denote(scope, made.callee)))
}

const MAKERS = new Set(['Map', 'dict', 'collections.defaultdict', 'collections.OrderedDict', 'Object.create'])

type Held = Map<Slot, readonly MemoryStore[]>

function readVariables(scope: Scope, stores: readonly MemoryStore[], found: ReadonlyMap<MemoryStore, Use[]>): void {
  const held: Held = new Map()
  const of = (index: number, slot: Slot): readonly MemoryStore[] =>
    stores.filter((store) => store.scope.function.index === index && store.slot === slot)
  for (const store of stores) if (store.scope.function === scope.function) held.set(store.slot, [store])
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op === 'load-up' && of(one.function, one.slot).length > 0) held.set(one.dst, of(one.function, one.slot))
      // A store that is replaced starts anew.
      else if (one.op === 'store-up')
        for (const store of of(one.function, one.slot))
          found.get(store)?.push({ kind: 'remove', scope, key: -1, value: -1, dst: -1, at: one })
    }
  readUses(scope, held, found)
}

function readFields(reader: Reader, scope: Scope, { names, byClass }: Fields, found: ReadonlyMap<MemoryStore, Use[]>): void {
  const { operations } = viewOf(scope.function)
  if (!operations.has('get') && !operations.has('set')) return
  const held: Held = new Map()
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op !== 'get' && one.op !== 'set') continue
      if (!names.has(one.key)) continue
      const object = reader.denoter.denote(scope, one.object)
      const owned = object.kind === 'instance' || object.kind === 'class' ? byClass.get(object.class) : undefined
      const stores = owned?.filter(({ name }) => name === one.key) ?? []
      if (one.op === 'get') held.set(one.dst, stores)
      else
        for (const store of stores)
          if (store.scope.function !== scope.function)
            found.get(store)?.push({ kind: 'remove', scope, key: -1, value: -1, dst: -1, at: one })
    }
  readUses(scope, held, found)
}

function readUses(scope: Scope, held: Held, found: ReadonlyMap<MemoryStore, Use[]>): void {
  if (held.size === 0) return
  const all = scope.function.blocks.flatMap(({ instructions }) => instructions)
  for (const one of all) {
    const from = one.op === 'move' ? held.get(one.src) : undefined
    if (from !== undefined && one.op === 'move' && !held.has(one.dst)) held.set(one.dst, from)
  }
  const add: Add = (object, kind, at, key = -1, value = -1, dst = -1) => {
    for (const store of held.get(object) ?? []) found.get(store)?.push({ kind, scope, key, value, dst, at })
  }
  for (const one of all) readUse(one, add)
  // Whoever gets the store may empty it.
  for (const { terminator } of scope.function.blocks) {
    const at = all.at(-1)
    if (terminator.op === 'return' && at !== undefined) add(terminator.src, 'remove', at)
  }
}

type Add = (object: Slot, kind: Use['kind'], at: Instruction, key?: Slot, value?: Slot, dst?: Slot) => void

function readUse(one: Instruction, add: Add): void {
  if (one.op === 'set-index') add(one.object, 'put', one, one.index, one.src)
  else if (one.op === 'set') add(one.object, 'put', one, -1, one.src)
  else if (one.op === 'index') add(one.object, 'take', one, one.index, -1, one.dst)
  else if (one.op === 'binary' && (one.operator === 'in' || one.operator === 'not-in')) add(one.right, 'take', one, one.left)
  else if (one.op === 'delete') add(one.object, 'remove', one)
  else if (one.op === 'get' && /^(?:size|length)$/.test(one.key)) add(one.object, 'remove', one)
  else if (one.op === 'get') add(one.object, 'take', one, -1, -1, one.dst)
  else if (one.op === 'dict') for (const entry of one.entries) add(entry.value, 'remove', one)
  else if (one.op === 'call') {
    const [first, second] = one.args
    if (one.method === 'set' && second !== undefined) add(one.receiver, 'put', one, first?.value ?? -1, second.value)
    else if (one.method === 'setdefault') add(one.receiver, 'put', one, first?.value ?? -1, second?.value ?? -1)
    else if (one.method === 'get' || one.method === 'has') add(one.receiver, 'take', one, first?.value ?? -1, -1, one.dst)
    else if (REMOVAL.test(one.method)) add(one.receiver, 'remove', one)
    // Handed on, or counted: somebody else may empty it.
    for (const argument of one.args) add(argument.value, 'remove', one)
  }
}
