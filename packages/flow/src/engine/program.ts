import type { Argument, FunctionIndex, Instruction, IrClass, IrFunction, Module, ModuleExport, Slot } from '../ir/ir.ts'
import { TemplateLibrary } from '../templates/template-library.ts'

/** Which analysed file an import names; null when it lies outside the analysed tree. `from` is as written (`./db`, `..models`, `express`). */
export type ResolveImport = (importer: Module, from: string) => string | null

export type CallInstruction = Extract<Instruction, { readonly op: 'call' }>

/** All modules of a target, linked by their imports. */
export interface Program {
  readonly modules: readonly Module[]
  readonly resolve: ResolveImport
  readonly moduleByFile: ReadonlyMap<string, Module>
  readonly templates: TemplateLibrary
  readonly majorOf: MajorOf
}

/** The major version of a package that a file is written for; null when nothing tells. */
export type MajorOf = (file: string, name: string) => number | null

const UNTOLD: MajorOf = () => null

/** The function or class body in which something stands. */
export interface Scope {
  readonly module: Module
  readonly function: IrFunction
}

export interface CallSite extends Scope {
  readonly call: CallInstruction
}

/** The modules that a module was linked with last. */
const linked = new WeakMap<Module, ReadonlyMap<string, Module>>()

/** Where the value stands that a copy of a function was given. */
export function boundAt(
  module: Module,
  { file, function: index, slot }: Extract<Instruction, { readonly op: 'bound' }>,
): { readonly scope: Scope; readonly slot: Slot } | null {
  const home = file === module.file ? module : linked.get(module)?.get(file)
  const owner = home?.functions[index]
  return home === undefined || owner === undefined ? null : { scope: { module: home, function: owner }, slot }
}

/** Links modules; they are sorted by file so that the order in which they were read does not matter. */
export function createProgram(
  modules: readonly Module[],
  resolve: ResolveImport,
  templates = new TemplateLibrary([]),
  majorOf = UNTOLD,
): Program {
  const sorted = [...modules].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const cache = new Map<string, string | null>()
  const moduleByFile = new Map(sorted.map((module) => [module.file, module]))
  for (const module of sorted) linked.set(module, moduleByFile)
  const cached: ResolveImport = (importer, from) => {
    const key = `${importer.file}\0${from}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const file = resolve(importer, from)
    const answer = file !== null && moduleByFile.has(file) ? file : null
    cache.set(key, answer)
    return answer
  }
  return { modules: sorted, resolve: cached, moduleByFile, templates, majorOf }
}

/** The function with that index; throws when the module does not have it, which is a defect of the front end. */
export function functionAt(module: Module, index: FunctionIndex): IrFunction {
  const found = module.functions[index]
  if (found === undefined) throw new RangeError(`${module.file} has no function ${index}`)
  return found
}

export function classAt(module: Module, index: number): IrClass {
  const found = module.classes[index]
  if (found === undefined) throw new RangeError(`${module.file} has no class ${index}`)
  return found
}

/** The slot an instruction assigns, -1 when it assigns none. */
export function assignedSlot(instruction: Instruction): Slot {
  return 'dst' in instruction ? instruction.dst : -1
}

/**
 * The argument given under that name, else at that position (from 0, the receiver not counted); -1 when it is absent or hidden behind a
 * spread.
 */
export function argumentSlot(args: readonly Argument[], position: number, name = ''): Slot {
  let at = 0
  for (const argument of args) {
    if (argument.kind === 'named' && argument.name === name && name !== '') return argument.value
  }
  if (position < 0) return -1
  for (const argument of args) {
    if (argument.kind === 'spread') return -1
    if (argument.kind !== 'positional') continue
    if (at === position) return argument.value
    at++
  }
  return -1
}

/** Line of an offset, from 1. */
export function lineAt(module: Module, offset: number): number {
  const { lineStarts } = module
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

export function exportNamed(module: Module, name: string): ModuleExport | null {
  for (const candidate of module.exports) {
    if (candidate.kind !== 'all' && candidate.name === name) return candidate
  }
  return null
}

/** `from . import models` may name a module of the package instead of one of its names. */
export function submoduleSpecifier(from: string, name: string): string {
  return from.endsWith('.') ? from + name : `${from}.${name}`
}
