import type { Instruction, IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'
import { type Denotation, sameDenotation, UNKNOWN } from './denotation.ts'
import type { Denoter } from './denote.ts'
import { argumentSlot, type Program, type Scope } from './program.ts'

/** Methods that get what the object is made with; Tornado has one of its own. */
const INITIALIZERS = /(?:^|\.)(?:__init__|initialize)$/

/** A place that makes objects of a class, or has a framework make them; `made` holds the class. */
interface Construction extends Scope {
  readonly made: Slot
  /** The argument for the parameter of that name and place; -1 when it gives none. */
  readonly argument: (name: string, position: number) => Slot
}

const indexes = new WeakMap<Program, ReadonlyMap<string, readonly Construction[]>>()
const answers = new WeakMap<IrFunction, Map<number, Denotation>>()

/**
 * What a parameter of a constructor without a type is at every place that makes objects of the class, as far as they agree; unknown for
 * parameters of other functions.
 */
export function givenToConstructor(denoter: Denoter, given: Denotation & { readonly kind: 'parameter' }): Denotation {
  const { module, function: initializer, index, path } = given
  const owner = module.classes[initializer.ownerClass]
  if (owner === undefined || module.language !== 'python' || !INITIALIZERS.test(initializer.name)) return UNKNOWN
  let known = answers.get(initializer)
  if (known === undefined) {
    known = new Map()
    answers.set(initializer, known)
  }
  let answer = known.get(index)
  if (answer === undefined) {
    // Whoever asks for it again below learns nothing new.
    known.set(index, UNKNOWN)
    answer = agreedArgument(denoter, owner, initializer, index)
    known.set(index, answer)
  }
  for (const key of path === '' ? [] : path.slice(1).split('.')) answer = denoter.member(answer, key)
  return answer
}

/** Whether it is a parameter of a constructor, of which only those who make the objects can tell what it is. */
export const isGivenToConstructor = (given: Denotation): boolean =>
  given.kind === 'parameter' && given.module.language === 'python' && INITIALIZERS.test(given.function.name)

const GIVEN_KINDS: ReadonlySet<Denotation['kind']> = new Set(['instance', 'library', 'class', 'function', 'module'])

function agreedArgument(denoter: Denoter, owner: IrClass, initializer: IrFunction, index: number): Denotation {
  const parameter = initializer.parameters[index]
  if (parameter === undefined || (parameter.kind !== 'positional' && parameter.kind !== 'named-only')) return UNKNOWN
  const positional = initializer.parameters.filter(({ slot, kind }) => slot !== initializer.selfSlot && kind === 'positional')
  let agreed: Denotation = UNKNOWN
  for (const construction of constructionsOf(denoter.program, owner.name)) {
    const slot = construction.argument(parameter.name, positional.indexOf(parameter))
    const made = slot < 0 ? UNKNOWN : denoter.denote(construction, construction.made)
    if (made.kind !== 'class' || !descendsFrom(denoter, made, owner, 0)) continue
    const next = denoter.denote(construction, slot)
    if (!GIVEN_KINDS.has(next.kind)) continue
    if (agreed.kind === 'unknown') agreed = next
    else if (!sameDenotation(agreed, next)) return UNKNOWN
  }
  return agreed
}

/** Whether objects of the class are made by the constructor of that owner. */
function descendsFrom(denoter: Denoter, made: Denotation & { readonly kind: 'class' }, owner: IrClass, depth: number): boolean {
  if (made.class === owner) return true
  if (depth > 4 || made.class.members.some(({ name }) => name === '__init__')) return false
  return denoter.bases(made.module, made.class).some((base) => base.kind === 'class' && descendsFrom(denoter, base, owner, depth + 1))
}

/** By the name of the class, and by those of the classes that it descends from. */
function constructionsOf(program: Program, name: string): readonly Construction[] {
  let index = indexes.get(program)
  if (index === undefined) {
    index = indexConstructions(program)
    indexes.set(program, index)
  }
  return index.get(name) ?? []
}

function indexConstructions(program: Program): ReadonlyMap<string, readonly Construction[]> {
  const above = basesByName(program)
  const index = new Map<string, Construction[]>()
  for (const module of program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.functions)
      for (const { instructions } of owner.blocks)
        for (const instruction of instructions) {
          const found = constructionAt(module, owner, instruction)
          if (found === null) continue
          for (const name of above.get(nameOf(module, owner, found.made)) ?? []) {
            const list = index.get(name)
            if (list === undefined) index.set(name, [found])
            else list.push(found)
          }
        }
  }
  return index
}

/** Every class of Python by its name, with the names of all it may descend from and its own. */
function basesByName(program: Program): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const module of program.modules) {
    if (module.language !== 'python') continue
    for (const { name, bases, parent } of module.classes) {
      const own = names.get(name) ?? new Set([name])
      names.set(name, own)
      const scope = module.functions[parent]
      if (scope !== undefined) for (const base of bases) own.add(nameOf(module, scope, base))
    }
  }
  for (const own of names.values()) for (const base of own) for (const more of names.get(base) ?? []) own.add(more)
  return names
}

function constructionAt(module: Module, owner: IrFunction, instruction: Instruction): Construction | null {
  const scope = { module, function: owner }
  if (instruction.op === 'list') {
    // `(r'/notes', NoteHandler, {'store': store})`, a rule of Tornado.
    const [pattern, made, given] = instruction.shape === 'tuple' ? instruction.items : []
    return pattern === undefined || made === undefined || given === undefined
      ? null
      : { ...scope, made, argument: (name) => entryOf(module, owner, given, name) }
  }
  if (instruction.op !== 'call') return null
  const { args, method, receiver, callee } = instruction
  // Flask and Sanic make the object with what stands behind the name of the view.
  if (method === 'as_view')
    return {
      ...scope,
      made: receiver,
      argument: (name, position) => argumentSlot(args, position < 0 ? -1 : position + 1, name),
    }
  if (/^(?:url|URLSpec|Rule)$/.test(method === '' ? nameOf(module, owner, callee) : method)) {
    const made = argumentSlot(args, 1, 'handler')
    const given = argumentSlot(args, 2, 'kwargs')
    return made < 0 || given < 0 ? null : { ...scope, made, argument: (name) => entryOf(module, owner, given, name) }
  }
  const made = method === '' ? callee : -1
  if (made < 0) return null
  return { ...scope, made, argument: (name, position) => argumentSlot(args, position, name) }
}

/** The entry of `{'store': store}` or of `dict(store=store)`; -1 when there is none. */
function entryOf(module: Module, owner: IrFunction, slot: Slot, name: string): Slot {
  const [made] = definitionsOf(module, owner, slot)
  if (made?.kind !== 'instruction') return -1
  const { instruction } = made
  if (instruction.op === 'call') return argumentSlot(instruction.args, -1, name)
  if (instruction.op !== 'dict') return -1
  const entry = instruction.entries.find((one) => one.kind === 'entry' && one.key === name)
  return entry?.value ?? -1
}

/** The last name by which the program calls what a slot holds; '' for what has none. */
function nameOf(module: Module, owner: IrFunction, slot: Slot): string {
  const [definition] = slot < 0 ? [] : definitionsOf(module, owner, slot)
  if (definition?.kind !== 'instruction') return owner.names.get(slot) ?? ''
  const { instruction } = definition
  if (instruction.op === 'import') return instruction.name ?? ''
  if (instruction.op === 'get') return instruction.key
  if (instruction.op === 'load-up') {
    const outer = module.functions[instruction.function]
    return outer === undefined ? '' : nameOf(module, outer, instruction.slot)
  }
  if (instruction.op === 'index') return nameOf(module, owner, instruction.object)
  return owner.names.get(slot) ?? ''
}
