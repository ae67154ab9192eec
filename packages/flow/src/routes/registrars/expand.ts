import type { Denotation } from '../../engine/denotation.ts'
import { createDenoter } from '../../engine/denote.ts'
import { rememberText, textOf } from '../../engine/place.ts'
import { type CallInstruction, createProgram, type Scope } from '../../engine/program.ts'
import type { FunctionIndex, IrFunction, Slot } from '../../ir/ir.ts'
import type { Walk } from '../javascript-nodes.ts'
import { createReader, type FunctionRef, type Reader, type SeenCall, type SlotRef } from '../reader.ts'
import { Copies, type Given, type Site } from './copies.ts'
import { foldCopies } from './fold.ts'
import { type Item, makerOf, originOf } from './origin.ts'
import { makesApplication, type OpenCall, openCalls, type Registrar, registrarsBehind, type Use, usesOf } from './registrars.ts'
import { variablesBehind } from './variables-behind.ts'

/** The program with a copy of each function that declares routes for its callers, one for each of them. */
export interface Expanded {
  readonly reader: Reader
  /** Functions, and calls in loops, that their copies stand for. */
  readonly isReplaced: (call: SeenCall) => boolean
  /** The function of the tree that a function of the expanded program is, or is a copy of. */
  readonly originalOf: (ref: FunctionRef) => FunctionRef
}

const ROUNDS = 5
const MOST_COPIES = 4000

/** Routers within own functions: `const get = (path, ...rest) => router.get(path, ...rest)`, tables of routes, areas with a prefix. */
export function expandRegistrars(reader: Reader, registerPlugins: (walk: Walk) => void): Expanded {
  const work = new Work()
  let current = reader
  for (let round = 0; round < ROUNDS && work.copied < MOST_COPIES; round += 1) {
    const next = work.round(current, openCalls(current, registerPlugins))
    if (next === null) break
    current = next
  }
  const originals = new Map(reader.program.modules.map((module) => [module.file, module]))
  return {
    reader: current,
    isReplaced: (call) => work.calls.has(call.call) || work.functions.has(call.function),
    originalOf: (ref) => {
      const module = originals.get(ref.module.file)
      const original = module?.functions[ref.function.copy?.original ?? ref.function.index]
      return module === undefined || original === undefined ? ref : { module, function: original }
    },
  }
}

/** What one round copies. */
interface Planned {
  readonly registrar: Registrar
  readonly use: Use
}

/** What the copy of a function returns that makes an item of a table. */
interface MadeItem {
  readonly file: string
  readonly function: FunctionIndex
  readonly slot: Slot
}

class Work {
  readonly calls = new Set<CallInstruction>()
  readonly functions = new Set<IrFunction>()
  copied = 0
  readonly #done = new Map<IrFunction, Set<unknown>>()
  readonly #makers = new Map<CallInstruction, MadeItem>()
  /** Copies of the functions around, by the call that made what they hold. */
  readonly #around = new Map<CallInstruction, FunctionIndex>()

  /** The next reader; null when nothing was left to copy. */
  round(reader: Reader, open: readonly OpenCall[]): Reader | null {
    const planned: Planned[] = []
    for (const { call, registrars } of open) {
      const before = planned.length
      const isPlanned = registrars.some((registrar) => this.#plan(reader, registrar, planned, 0))
      if (isPlanned && !this.functions.has(call.function)) this.calls.add(call.call)
      if (planned.length > before + MOST_COPIES) break
    }
    if (planned.length === 0) return null
    const copies = new Copies()
    const makers = planned.flatMap(({ use }) => this.#makerCall(reader, use) ?? [])
    // What fills a table is copied a round before what goes through it, so that it is known by then.
    if (makers.length > 0) for (const { registrar, use } of planned) this.#done.get(registrar.scope.function)?.delete(keyOf(use))
    for (const call of makers) this.#makers.set(call.call, this.#copyOfMaker(copies, call))
    if (makers.length === 0) for (const one of planned) this.#copy(reader, copies, one)
    this.copied += copies.size
    return grown(reader, copies)
  }

  /** Whether the registrar is used in a way that can be told, now or in a former round. */
  #plan(reader: Reader, registrar: Registrar, planned: Planned[], depth: number): boolean {
    if (depth > 4) return false
    const uses = usesOf(reader, registrar)
    let isUsed = false
    for (const use of uses) {
      const further = use.kind === 'call' && registrar.kind === 'function' ? behindCall(reader, registrar, use.call) : []
      if (further.some((one) => one.scope.function !== registrar.scope.function && this.#plan(reader, one, planned, depth + 1))) {
        isUsed = true
        continue
      }
      isUsed = true
      if (this.#isNew(registrar, use)) planned.push({ registrar, use })
    }
    if (isUsed && registrar.kind === 'function') this.functions.add(registrar.scope.function)
    return isUsed
  }

  #isNew(registrar: Registrar, use: Use): boolean {
    const owner = registrar.scope.function
    const known = this.#done.get(owner) ?? new Set()
    this.#done.set(owner, known)
    const key = keyOf(use)
    if (known.has(key)) return false
    known.add(key)
    return true
  }

  #copy(reader: Reader, copies: Copies, { registrar, use }: Planned): void {
    const { scope } = registrar
    if (use.kind === 'item') {
      const site = siteOfItem(reader, use.item)
      const item = this.#made(reader, use.item)
      if (registrar.kind === 'loop') copies.ofLoop(scope, registrar.slot, item, site, this.functions)
      else copies.ofFunction({ scope, site, given: givenItem(scope.function, item), untouched: this.functions })
      return
    }
    const around = this.#surroundings(reader, copies, scope, use.call)
    copies.ofFunction({ scope, site: siteOf(use.call), given: givenBy(scope.function, use.call), around, untouched: this.functions })
  }

  /** What a function of the tree makes for a table: `route('get', '/notes', list)` gives what its copy returns. */
  #made(reader: Reader, item: Item): Item {
    const made = originOf(reader, item.at.scope, item.at.slot)
    const copy = made?.instruction.op === 'call' ? this.#makers.get(made.instruction) : undefined
    const module = copy === undefined ? undefined : reader.program.moduleByFile.get(copy.file)
    const maker = copy === undefined ? undefined : module?.functions[copy.function]
    if (copy === undefined || module === undefined || maker === undefined) return item
    return { ...item, at: { scope: { module, function: maker }, slot: copy.slot } }
  }

  /** The call that makes an item, where its function has no copy for it yet. */
  #makerCall(reader: Reader, use: Use): (SeenCall & { readonly callee: Denotation & { kind: 'function' } }) | null {
    const made = use.kind === 'item' ? originOf(reader, use.item.at.scope, use.item.at.slot) : null
    const call = made?.instruction.op === 'call' && !this.#makers.has(made.instruction) ? reader.seenCall(made.instruction) : undefined
    const { callee } = call ?? {}
    return call === undefined || callee?.kind !== 'function' || returnedBy(callee.function) === null ? null : { ...call, callee }
  }

  #copyOfMaker(copies: Copies, call: SeenCall & { readonly callee: Denotation & { kind: 'function' } }): MadeItem {
    const { module, function: maker } = call.callee
    const given = givenBy(maker, call)
    const copy = copies.ofFunction({ scope: { module, function: maker }, site: siteOf(call), given, untouched: this.functions })
    return { file: module.file, function: copy.index, slot: returnedBy(maker) ?? -1 }
  }

  /** The copy of the enclosing function that made what the call is made on: `const api = area('/api')`, then `api.get(...)`. */
  #surroundings(reader: Reader, copies: Copies, scope: Scope, call: SeenCall): ReadonlyMap<FunctionIndex, FunctionIndex> {
    const { module } = scope
    const outer = module.functions[scope.function.parent]
    if (outer === undefined || outer.index === 0 || outer.kind === 'class-body') return new Map()
    if (call.module.file === module.file) {
      for (let at = call.module.functions[call.function.index]; at !== undefined && at.index !== 0; at = call.module.functions[at.parent]) {
        if (at.index === outer.index) return new Map()
        if (at.copy?.original === outer.index) return new Map([[outer.index, at.index]])
      }
    }
    const made = makerOf(reader, call, call.call.receiver >= 0 ? call.call.receiver : call.call.callee)
    if (made?.callee.kind !== 'function' || made.callee.function !== outer || makesApplication(reader, made.callee)) return new Map()
    const known = this.#around.get(made.call)
    if (known !== undefined) return new Map([[outer.index, known]])
    const copy = copies.ofFunction({
      scope: { module, function: outer },
      site: siteOf(made),
      given: givenBy(outer, made),
      untouched: this.functions,
    })
    this.#around.set(made.call, copy.index)
    return new Map([[outer.index, copy.index]])
  }
}

const keyOf = (use: Use): unknown =>
  use.kind === 'call' ? use.call.call : `${use.item.at.scope.module.file}:${use.item.at.scope.function.index}:${use.item.at.slot}`

/** What a function returns, where it does so in one place. */
function returnedBy({ blocks }: IrFunction): Slot | null {
  const [only, ...more] = blocks.flatMap(({ terminator }) => (terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : []))
  return more.length === 0 ? (only ?? null) : null
}

/** Registrars around a call of one, where they know what it is given as path or method. */
function behindCall(reader: Reader, registrar: Registrar & { kind: 'function' }, call: SeenCall): readonly Registrar[] {
  const given = givenBy(registrar.scope.function, call)
  const slots = [...registrar.keys].flatMap((index) => {
    const what = given.get(registrar.scope.function.parameters[index]?.slot ?? -1)
    if (what?.kind === 'value') return [what.at.slot]
    return what?.kind === 'rest' ? what.items.map(({ slot }) => slot) : []
  })
  return registrarsBehind(
    slots.flatMap((slot) => (reader.denoter.denote(call, slot).kind === 'constant' ? [] : variablesBehind(call, slot))),
  )
}

/** What the parameters of a function are given by a call; spread arguments end what is known, but for a rest that takes just them. */
function givenBy(owner: IrFunction, { module, function: caller, call }: SeenCall): ReadonlyMap<Slot, Given> {
  const at = (slot: Slot): SlotRef => ({ scope: { module, function: caller }, slot })
  const spread = call.args.findIndex(({ kind }) => kind !== 'positional')
  const given = new Map<Slot, Given>()
  owner.parameters.forEach(({ slot, kind }, index) => {
    const argument = call.args[index]
    if (slot === owner.selfSlot || (spread >= 0 && index > spread)) return
    if (kind === 'rest') {
      const isSpreadAlone = spread === index && call.args.length === index + 1 && argument !== undefined
      if (isSpreadAlone) given.set(slot, { kind: 'value', at: at(argument.value) })
      else if (spread < 0) given.set(slot, { kind: 'rest', items: call.args.slice(index).map(({ value }) => at(value)) })
    } else if (index !== spread) given.set(slot, argument === undefined ? { kind: 'absent' } : { kind: 'value', at: at(argument.value) })
  })
  return given
}

function givenItem(owner: IrFunction, item: Item): ReadonlyMap<Slot, Given> {
  const [first] = owner.parameters
  return new Map(first === undefined ? [] : [[first.slot, item]])
}

const siteOf = ({ module, function: fn, call }: SeenCall): Site => ({ module, function: fn, start: call.start, end: call.end })

function siteOfItem(reader: Reader, { at }: Item): Site {
  const made = originOf(reader, at.scope, at.slot)
  const { scope, instruction } = made ?? { scope: at.scope, instruction: at.scope.function }
  return { ...scope, start: instruction.start, end: instruction.end }
}

function grown(reader: Reader, copies: Copies): Reader {
  const before = new Map(reader.program.modules.map(({ file, functions }) => [file, functions.length]))
  const program = copies.addedTo(reader.program)
  const from = new Map(
    program.modules.flatMap(({ file, functions }) =>
      functions.length > (before.get(file) ?? 0) ? [[file, before.get(file) ?? 0] as const] : [],
    ),
  )
  const folded = foldCopies(program, createDenoter(program), from)
  folded.forEach((module, index) => {
    const unfolded = program.modules[index]
    if (unfolded !== undefined && unfolded !== module) rememberText(module, textOf(unfolded))
  })
  return createReader(
    createDenoter(createProgram(folded, program.resolve, program.templates, program.majorOf)),
    reader.textOf,
    reader.roleOf,
  )
}
