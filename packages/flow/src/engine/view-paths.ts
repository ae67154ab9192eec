import type { Instruction, IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'
import type { Engine } from './engine.ts'
import { functionAt, type Program, type Scope } from './program.ts'

type Paths = Map<IrClass | IrFunction, string[]>

const known = new WeakMap<Program, Paths>()
/** What a path with parameters looks like: `/users/<id>`, `/users/{id}`, `/users/(\d+)`. */
const WITH_PARAMETERS = /<[A-Za-z_]|\{[A-Za-z_]|\((?:[^)]|\[)/
const MAX_BASES = 6

/**
 * The paths with parameters under which a class or a function of Python is served, joined by a space; '' when none is known. Whatever pairs such a
 * text with one of them, with an instance or with what its `as_view()` makes is taken for a registration: calls, rules in tuples, decorators.
 */
export function viewPaths(engine: Engine, owner: IrClass | IrFunction): string {
  let paths = known.get(engine.program)
  if (paths === undefined) {
    paths = collect(engine)
    known.set(engine.program, paths)
  }
  return paths.get(owner)?.join(' ') ?? ''
}

function collect(engine: Engine): Paths {
  const paths: Paths = new Map()
  for (const module of engine.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.functions) {
      for (const { instructions } of owner.blocks)
        for (const instruction of instructions) readPair(engine, { module, function: owner }, instruction, paths)
    }
    for (const owner of module.classes) readDecorators(engine, module, owner, paths)
  }
  return paths
}

function readPair(engine: Engine, scope: Scope, instruction: Instruction, paths: Paths): void {
  const slots =
    instruction.op === 'call'
      ? instruction.args.map(({ value }) => value)
      : instruction.op === 'list' && instruction.shape === 'tuple'
        ? instruction.items
        : []
  if (slots.length < 2) return
  const texts = slots.flatMap((slot) => pathAt(engine, scope, slot))
  if (texts.length === 0) return
  for (const slot of slots) {
    const view = classAtSlot(engine, scope, slot)
    if (view !== null) add(engine, view.module, view.class, texts, paths, 0)
    const denoted = view === null ? engine.denoter.denote(scope, slot) : null
    if (denoted?.kind === 'function') note(denoted.function, texts, paths)
  }
}

/** `@ns.route('/users/<name>')` above a class. */
function readDecorators(engine: Engine, module: Module, owner: IrClass, paths: Paths): void {
  const scope = { module, function: functionAt(module, owner.parent) }
  for (const slot of owner.decorators) {
    const call = callAt(scope, slot)
    const texts = call?.args.flatMap(({ value }) => pathAt(engine, scope, value)) ?? []
    if (texts.length > 0) add(engine, module, owner, texts, paths, 0)
  }
}

/** What a class inherits is served under its paths too. */
function add(engine: Engine, module: Module, owner: IrClass, texts: readonly string[], paths: Paths, depth: number): void {
  note(owner, texts, paths)
  if (depth > MAX_BASES) return
  for (const base of engine.denoter.bases(module, owner))
    if (base.kind === 'class') add(engine, base.module, base.class, texts, paths, depth + 1)
}

function note(owner: IrClass | IrFunction, texts: readonly string[], paths: Paths): void {
  const list = paths.get(owner) ?? []
  paths.set(owner, list)
  for (const text of texts) if (!list.includes(text)) list.push(text)
}

function pathAt(engine: Engine, scope: Scope, slot: Slot): readonly string[] {
  const denoted = engine.denoter.denote(scope, slot)
  return denoted.kind === 'constant' && typeof denoted.value === 'string' && WITH_PARAMETERS.test(denoted.value) ? [denoted.value] : []
}

function classAtSlot(engine: Engine, scope: Scope, slot: Slot): { readonly module: Module; readonly class: IrClass } | null {
  const call = callAt(scope, slot)
  const denoted = engine.denoter.denote(scope, call?.method === 'as_view' ? call.receiver : slot)
  return denoted.kind === 'class' || denoted.kind === 'instance' ? denoted : null
}

function callAt(
  { module, function: owner }: { readonly module: Module; readonly function: IrFunction },
  slot: Slot,
): Extract<Instruction, { op: 'call' }> | null {
  const only = definitionsOf(module, owner, slot)[0]
  return only?.kind === 'instruction' && only.instruction.op === 'call' ? only.instruction : null
}
