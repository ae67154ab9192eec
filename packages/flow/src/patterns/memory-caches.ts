import type { Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import { isServed, nameOf, type Reader } from '../routes/reader.ts'
import { createTagReader, IDENTITY } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'

const CACHE_NAME = /(?:cache|memo|seen|hits|bucket|attempts|visits|counters?|limits?|lookups|results_?by)/i
const REMOVAL = /^(?:delete|clear|pop|popitem|prune|evict|expire|purge|shift)$/

interface MemoryStore {
  readonly module: Module
  readonly slot: Slot
  readonly name: string
  readonly at: Instruction
}

/** One use of a store: a value put in, a value taken out, something removed. */
interface Use {
  readonly kind: 'put' | 'take' | 'remove'
  readonly scope: Scope
  readonly key: Slot
  readonly value: Slot
  readonly at: Instruction
}

/** Stores of a module that live as long as the process: what never leaves them, and what they hand to the wrong caller. */
export function memoryCaches(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file)) continue
    const stores = storesOf(context.reader, module)
    if (stores.length === 0) continue
    const uses = usesOf(module, stores)
    for (const store of stores) judgeStore(context, store, uses.get(store.slot) ?? [])
  }
}

function storesOf(reader: Reader, module: Module): readonly MemoryStore[] {
  const body = module.functions[0]
  if (body === undefined) return []
  const found: MemoryStore[] = []
  for (const block of body.blocks) {
    for (const instruction of block.instructions) {
      const slot = instruction.op === 'move' ? instruction.dst : 'dst' in instruction ? instruction.dst : -1
      const name = body.names.get(slot)
      if (name === undefined || !CACHE_NAME.test(name)) continue
      const made = instruction.op === 'move' ? makerOf(body, instruction.src) : instruction
      if (made !== null && isStore(reader, { module, function: body }, made)) found.push({ module, slot, name, at: made })
    }
  }
  return found
}

function makerOf(fn: IrFunction, slot: Slot): Instruction | null {
  for (const block of fn.blocks) for (const one of block.instructions) if ('dst' in one && one.dst === slot) return one
  return null
}

function isStore(reader: Reader, scope: Scope, made: Instruction): boolean {
  if (made.op === 'dict') return made.entries.length === 0
  if (made.op === 'list') return made.shape === 'set' && made.items.length === 0
  if (made.op !== 'call') return false
  const name = nameOf(reader.denoter.denote(scope, made.callee))
  return /^(?:Map|dict|collections\.defaultdict|collections\.OrderedDict|Object\.create)$/.test(name)
}

function usesOf(module: Module, stores: readonly MemoryStore[]): ReadonlyMap<Slot, Use[]> {
  const bySlot = new Map<Slot, Use[]>(stores.map((store) => [store.slot, []]))
  for (const fn of module.functions) {
    const scope = { module, function: fn }
    const held = new Map<Slot, Slot>()
    for (const block of fn.blocks) {
      for (const instruction of block.instructions) {
        if (instruction.op === 'load-up' && instruction.function === 0 && bySlot.has(instruction.slot))
          held.set(instruction.dst, instruction.slot)
        else if (instruction.op === 'move' && held.has(instruction.src)) held.set(instruction.dst, held.get(instruction.src) ?? -1)
      }
    }
    if (fn.index === 0) for (const store of stores) held.set(store.slot, store.slot)
    if (held.size === 0) continue
    for (const block of fn.blocks) for (const instruction of block.instructions) readUse(scope, instruction, held, bySlot)
    if (fn.index !== 0)
      for (const block of fn.blocks)
        for (const instruction of block.instructions)
          if (instruction.op === 'store-up' && instruction.function === 0)
            bySlot.get(instruction.slot)?.push({ kind: 'remove', scope, key: -1, value: -1, at: instruction })
  }
  return bySlot
}

function readUse(scope: Scope, instruction: Instruction, held: ReadonlyMap<Slot, Slot>, bySlot: ReadonlyMap<Slot, Use[]>): void {
  const add = (object: Slot, kind: Use['kind'], key: Slot = -1, value: Slot = -1) => {
    const store = held.get(object)
    if (store !== undefined) bySlot.get(store)?.push({ kind, scope, key, value, at: instruction })
  }
  if (instruction.op === 'set-index') add(instruction.object, 'put', instruction.index, instruction.src)
  else if (instruction.op === 'index') add(instruction.object, 'take', instruction.index)
  else if (instruction.op === 'delete') add(instruction.object, 'remove')
  else if (instruction.op === 'get' && /^(?:size|length)$/.test(instruction.key)) add(instruction.object, 'remove')
  else if (instruction.op === 'call') {
    const [first, second] = instruction.args
    if (instruction.method === 'set' && second !== undefined) add(instruction.receiver, 'put', first?.value ?? -1, second.value)
    else if (instruction.method === 'setdefault') add(instruction.receiver, 'put', first?.value ?? -1, second?.value ?? -1)
    else if (instruction.method === 'get') add(instruction.receiver, 'take', first?.value ?? -1)
    else if (REMOVAL.test(instruction.method)) add(instruction.receiver, 'remove')
    // Handed on, or counted: somebody else may empty it.
    for (const argument of instruction.args) add(argument.value, 'remove')
  }
}

function judgeStore(context: PatternContext, store: MemoryStore, uses: readonly Use[]): void {
  const body = context.reader.program.moduleByFile.get(store.module.file)?.functions[0]
  const puts = uses.filter((use) => use.kind === 'put' && use.scope.function.index !== 0 && isVariable(context, use))
  if (body === undefined || puts.length === 0) return
  const scope = { module: store.module, function: body }
  const isExported =
    store.module.language === 'javascript'
      ? store.module.exports.some((one) => one.kind === 'local' && one.slot === store.slot)
      : context.reader.program.modules.some((module) => module.imports.some((one) => one.name === store.name))
  if (!uses.some((use) => use.kind === 'remove') && !isExported)
    context.emit(scope, store.at.start, store.at.end, {
      kind: 'cache-without-expiry',
      cwe: 770,
      message: `nothing ever leaves ${store.name}`,
      details: { name: store.name },
      confidence: puts.some((put) => context.handlers.has(put.scope.function)) ? 'medium' : 'low',
    })
  else context.examine('cache-without-expiry', scope, store.at.start, store.at.end)
  for (const put of puts) sharedEntry(context, put, uses)
}

/** A key that is not the same at every call. */
function isVariable({ reader }: PatternContext, use: Use): boolean {
  return use.key >= 0 && reader.denoter.denote(use.scope, use.key).kind !== 'constant'
}

/** What was computed for one caller is answered to the next, when the key does not name the caller. */
function sharedEntry(context: PatternContext, put: Use, uses: readonly Use[]): void {
  const isTaken = uses.some((use) => use.kind === 'take' && use.scope.function === put.scope.function)
  if (!isTaken || !context.handlers.has(put.scope.function)) return
  const tags = createTagReader(context.reader, new Map())
  if ((tags.tags(put.scope, put.key) & IDENTITY) !== 0 || (tags.tags(put.scope, put.value) & IDENTITY) === 0) return
  context.emit(put.scope, put.at.start, put.at.end, {
    kind: 'cache-not-keyed-by-user',
    cwe: 524,
    message: 'what was computed for one caller is kept under a key that does not name the caller',
    confidence: 'high',
  })
}
