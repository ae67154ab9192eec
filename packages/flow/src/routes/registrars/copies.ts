import { definitionsOf } from '../../engine/definitions.ts'
import { rememberText, textOf } from '../../engine/place.ts'
import { createProgram, type Program, type Scope } from '../../engine/program.ts'
import type { FunctionCopy, FunctionIndex, Instruction, IrFunction, Module, Slot } from '../../ir/ir.ts'
import { slotsRead } from '../../ir/slots-read.ts'
import { ordinarySuccessors } from '../function-view.ts'
import type { SlotRef } from '../reader.ts'
import { bodyOf } from './loop-body.ts'
import type { Item } from './origin.ts'

/** The call, or the item of a table, for which a copy is made. */
export interface Site extends Scope {
  readonly start: number
  readonly end: number
}

/** What a slot of a copy holds: an item, all that is left of the arguments, or nothing. */
export type Given = Item | { readonly kind: 'rest'; readonly items: readonly SlotRef[] } | { readonly kind: 'absent' }

export interface CopyRequest {
  readonly scope: Scope
  readonly site: Site
  readonly given: ReadonlyMap<Slot, Given>
  /** Enclosing functions of which there is a copy too. */
  readonly around?: ReadonlyMap<FunctionIndex, FunctionIndex>
  /** Inner functions that are not copied with it. */
  readonly untouched: ReadonlySet<IrFunction>
}

/** Copies of functions, each for one place that calls it, with what that place gives in place of the parameters. */
export class Copies {
  readonly #added = new Map<string, (IrFunction | null)[]>()
  size = 0

  /** A copy with its inner functions. */
  ofFunction({ scope, site, given, around = new Map(), untouched }: CopyRequest): IrFunction {
    const { module, function: original } = scope
    const index = this.#reserve(module)
    const places = new Map([...around, [original.index, index]])
    const whole = new Builder(original.slotCount)
    for (const [slot, what] of given) whole.give(module, slot, what)
    const isInner = given.size === 0 && around.has(original.parent)
    return this.#keep(module, {
      ...original,
      index,
      parent: places.get(original.parent) ?? original.parent,
      parameters: isInner
        ? original.parameters.map((parameter) => ({
            ...parameter,
            defaultValue:
              parameter.defaultValue?.function === original.index ? { ...parameter.defaultValue, function: index } : parameter.defaultValue,
          }))
        : [],
      blocks: original.blocks.map((block, at) => ({
        ...block,
        instructions: [
          ...(at === 0 ? whole.instructions : []),
          ...block.instructions.map((instruction) => this.#moved(module, instruction, site, places, untouched)),
        ],
      })),
      slotCount: whole.slotCount,
      copy: copyOf(original, site),
    })
  }

  /** What a loop does with one item of its table: a copy that keeps only what depends on the item. */
  ofLoop(scope: Scope, loop: Slot, item: Item, site: Site, untouched: ReadonlySet<IrFunction>): IrFunction {
    const { module, function: original } = scope
    const index = this.#reserve(module)
    const body = bodyOf(original, loop)
    const kept = dependents(scope, loop, body)
    const whole = new Builder(original.slotCount)
    for (const { slot } of original.parameters) whole.give(module, slot, { kind: 'value', at: { scope, slot } })
    whole.give(module, loop, item)
    const places = new Map([[original.index, index]])
    return this.#keep(module, {
      ...original,
      index,
      kind: 'function',
      parent: original.index === 0 ? 0 : original.parent,
      parameters: [],
      blocks: original.blocks.map(({ instructions, terminator, handler }, at) => ({
        handler,
        terminator:
          terminator.op === 'next' && terminator.dst === loop
            ? { op: 'jump', to: terminator.body, start: terminator.start, end: terminator.end }
            : terminator,
        instructions: [
          ...(at === 0 ? whole.instructions : []),
          ...instructions.flatMap((instruction): Instruction[] => {
            if (kept.instructions.has(instruction)) {
              const isMade = instruction.op === 'function'
              return [this.#moved(module, instruction, site, isMade ? places : new Map(), untouched)]
            }
            if (!('dst' in instruction)) return []
            const { dst, start, end } = instruction
            // Other loops may go by the same names.
            if (kept.slots.has(dst) && !body.has(at)) return []
            return [{ op: 'load-up', dst, function: original.index, slot: dst, start, end }]
          }),
        ],
      })),
      slotCount: whole.slotCount,
      copy: copyOf(original, site),
    })
  }

  /** The program with the copies in it. */
  addedTo(program: Program): Program {
    const modules = program.modules.map((module) => {
      const added = this.#added.get(module.file)
      if (added === undefined) return module
      const grown: Module = { ...module, functions: [...module.functions, ...added.filter((fn) => fn !== null)] }
      rememberText(grown, textOf(module))
      return grown
    })
    return createProgram(modules, program.resolve, program.templates, program.majorOf)
  }

  #reserve(module: Module): FunctionIndex {
    const added = this.#added.get(module.file) ?? []
    this.#added.set(module.file, added)
    // The place is taken at once: inner functions come after the one around them.
    added.push(null)
    this.size += 1
    return module.functions.length + added.length - 1
  }

  #keep(module: Module, copy: IrFunction): IrFunction {
    const added = this.#added.get(module.file) ?? []
    added[copy.index - module.functions.length] = copy
    return copy
  }

  #moved(
    module: Module,
    instruction: Instruction,
    site: Site,
    places: ReadonlyMap<FunctionIndex, FunctionIndex>,
    untouched: ReadonlySet<IrFunction>,
  ): Instruction {
    if (instruction.op === 'load-up' || instruction.op === 'store-up')
      return { ...instruction, function: places.get(instruction.function) ?? instruction.function }
    const inner = instruction.op === 'function' ? module.functions[instruction.function] : undefined
    if (instruction.op !== 'function' || inner === undefined || untouched.has(inner) || places.size === 0) return { ...instruction }
    const copy = this.ofFunction({ scope: { module, function: inner }, site, given: new Map(), around: places, untouched })
    return { ...instruction, function: copy.index }
  }
}

const copyOf = (original: IrFunction, site: Site): FunctionCopy => ({
  original: original.copy?.original ?? original.index,
  file: site.module.file,
  function: site.function.index,
  start: site.start,
  end: site.end,
})

/** The instructions that give a copy what its place knows. */
class Builder {
  readonly instructions: Instruction[] = []
  slotCount: number

  constructor(slotCount: number) {
    this.slotCount = slotCount
  }

  give(home: Module, dst: Slot, given: Given): void {
    const at = { start: 0, end: 0 }
    if (given.kind === 'absent') this.instructions.push({ op: 'const', dst, value: undefined, ...at })
    else if (given.kind === 'rest') this.#list(home, dst, given.items)
    else if (given.kind === 'pair') {
      const key = this.#fresh()
      this.instructions.push({ op: 'const', dst: key, value: given.key, ...at })
      const value = this.#fresh()
      this.give(home, value, { kind: 'value', at: given.at })
      this.instructions.push({ op: 'list', dst, shape: 'list', items: [key, value], spreads: [false, false], ...at })
    } else {
      const written = listAt(given.at)
      if (written === null) this.#bind(home, dst, given.at)
      else
        this.#list(
          home,
          dst,
          written.map((slot) => ({ scope: given.at.scope, slot })),
        )
    }
  }

  #fresh(): Slot {
    this.slotCount += 1
    return this.slotCount - 1
  }

  #list(home: Module, dst: Slot, items: readonly SlotRef[]): void {
    const slots = items.map((item) => {
      const slot = this.#fresh()
      this.#bind(home, slot, item)
      return slot
    })
    this.instructions.push({ op: 'list', dst, shape: 'list', items: slots, spreads: slots.map(() => false), start: 0, end: 0 })
  }

  #bind(home: Module, dst: Slot, { scope, slot }: SlotRef): void {
    const { module, function: owner } = scope
    this.instructions.push(
      module.file === home.file
        ? { op: 'load-up', dst, function: owner.index, slot, start: 0, end: 0 }
        : { op: 'bound', dst, file: module.file, function: owner.index, slot, start: 0, end: 0 },
    )
  }
}

/** The items of a list that is written out where it is given. */
function listAt({ scope, slot }: SlotRef): readonly Slot[] | null {
  const [only, ...more] = definitionsOf(scope.module, scope.function, slot)
  if (more.length > 0 || only?.kind !== 'instruction' || only.instruction.op !== 'list' || only.instruction.shape !== 'list') return null
  return only.instruction.spreads.includes(true) ? null : only.instruction.items
}

interface Dependents {
  readonly instructions: ReadonlySet<Instruction>
  readonly slots: ReadonlySet<Slot>
}

/** The blocks that only one way of a branch runs. */
function armsOf({ blocks }: IrFunction, ...ways: readonly number[]): readonly number[] {
  const reached = ways.map((way) => {
    const seen = new Set<number>()
    const open = [way]
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const block = blocks[index]
      if (block === undefined || seen.has(index)) continue
      seen.add(index)
      // Another round of the loop is not part of the way.
      if (block.terminator.op !== 'next') open.push(...ordinarySuccessors(block.terminator))
    }
    return seen
  })
  return reached.flatMap((own, way) => [...own].filter((index) => reached.some((other, at) => at !== way && !other.has(index))))
}

/** What depends on a slot in the body of its loop, closures that capture it included, and what runs only where a condition on it holds. */
function dependents({ module, function: owner }: Scope, loop: Slot, body: ReadonlySet<number>): Dependents {
  const slots = new Set([loop])
  const instructions = new Set<Instruction>()
  const arms = new Set<number>()
  const captures = (index: FunctionIndex): boolean =>
    (module.functions[index]?.blocks ?? []).some((block) =>
      block.instructions.some(
        (one) =>
          (one.op === 'load-up' && one.function === owner.index && slots.has(one.slot)) ||
          (one.op === 'function' && captures(one.function)),
      ),
    )
  for (let before = -1; before !== instructions.size + slots.size; ) {
    before = instructions.size + slots.size
    for (const index of body) {
      const block = owner.blocks[index]
      const { terminator } = block ?? {}
      if (terminator?.op === 'branch' && slots.has(terminator.condition))
        for (const arm of armsOf(owner, terminator.then, terminator.else)) if (body.has(arm)) arms.add(arm)
      // A loop within: its items are those of what this one gives.
      if (terminator?.op === 'next' && slots.has(terminator.iterable)) slots.add(terminator.dst)
      for (const instruction of block?.instructions ?? []) {
        if (instructions.has(instruction)) continue
        const isOne =
          arms.has(index) ||
          (instruction.op === 'function' ? captures(instruction.function) : slotsRead(instruction).some((operand) => slots.has(operand)))
        if (!isOne) continue
        instructions.add(instruction)
        if ('dst' in instruction) slots.add(instruction.dst)
      }
    }
  }
  return { instructions, slots }
}
