import type { Instruction, Module, ModuleExport, Slot } from '../ir/ir.ts'
import type { ResolveImport } from './layout.ts'

/** What an import gives in the end. */
export type Linked =
  /** The slot of function 0 of a module at its end; `keys` are properties still to be read from it (a member of `module.exports = {...}`). */
  | { readonly kind: 'slot'; readonly file: string; readonly slot: Slot; readonly keys: readonly string[] }
  /** The module as an object. */
  | { readonly kind: 'module'; readonly file: string }
  /** Something of a package from outside; `keys` lead to it: `['default']`, `['Router']`, none for the package itself. */
  | { readonly kind: 'package'; readonly package: string; readonly subpath: string; readonly keys: readonly string[] }
  | { readonly kind: 'builtin'; readonly name: string; readonly keys: readonly string[] }
  | { readonly kind: 'unresolved' }

/** Follows an import as it stands in a file: `from` and `name` of an `import` instruction. */
export type LinkImport = (fromFile: string, from: string, name: string | null) => Linked

const UNRESOLVED: Linked = { kind: 'unresolved' }
/** Steps from module to module; longer chains are cycles or hostile. */
const MAX_STEPS = 64

/**
 * Links names to what defines them, through re-exports, star exports, imports that are exported again, and submodules of
 * Python packages. Cycles end as `unresolved`.
 */
export function linkExports(modules: ReadonlyMap<string, Module>, resolve: ResolveImport): LinkImport {
  const linker = new Linker(modules, resolve)
  return (fromFile, from, name) => linker.import(fromFile, from, name, 0)
}

class Linker {
  readonly #modules: ReadonlyMap<string, Module>
  readonly #resolve: ResolveImport
  readonly #known = new Map<string, Linked>()
  readonly #definitions = new Map<string, ReadonlyMap<Slot, Instruction | null>>()
  readonly #exports = new Map<string, ReadonlyMap<string, ModuleExport>>()

  constructor(modules: ReadonlyMap<string, Module>, resolve: ResolveImport) {
    this.#modules = modules
    this.#resolve = resolve
  }

  import(fromFile: string, from: string, name: string | null, steps: number): Linked {
    const target = this.#resolve(fromFile, from)
    const isPython = this.#modules.get(fromFile)?.language === 'python'
    if (target.kind === 'file') {
      const found = this.#export(target.file, name, steps + 1)
      if (found.kind !== 'unresolved' || !isPython || name === null) return found
    }
    // `from package import module`
    if (isPython && name !== null && name !== '*') {
      const submodule = this.#resolve(fromFile, from.endsWith('.') ? from + name : `${from}.${name}`)
      if (submodule.kind === 'file') return this.#modules.has(submodule.file) ? { kind: 'module', file: submodule.file } : UNRESOLVED
    }
    const keys = name === null || name === '*' ? [] : [name]
    if (target.kind === 'package') return { kind: 'package', package: target.package, subpath: target.subpath, keys }
    return target.kind === 'builtin' ? { kind: 'builtin', name: target.name, keys } : UNRESOLVED
  }

  /** The export `name` of a file; null is the module itself. */
  #export(file: string, name: string | null, steps: number): Linked {
    const key = `${file}\0${name === null ? '' : `.${name}`}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (steps > MAX_STEPS) return UNRESOLVED
    this.#known.set(key, UNRESOLVED) // what a cycle gets
    const linked = this.#find(file, name, steps)
    this.#known.set(key, linked)
    return linked
  }

  #find(file: string, name: string | null, steps: number): Linked {
    const module = this.#modules.get(file)
    if (module === undefined) return UNRESOLVED
    const exports = this.#exportsOf(module)
    const whole = exports.get('=')
    if (name === null || name === '*') return whole === undefined ? { kind: 'module', file } : this.#follow(module, whole, steps)
    const own = exports.get(name)
    if (own !== undefined) return this.#follow(module, own, steps)
    const starred = name === 'default' ? UNRESOLVED : this.#star(module, name, steps)
    if (starred.kind !== 'unresolved') return starred
    if (whole !== undefined) {
      const value = this.#follow(module, whole, steps)
      return name === 'default' ? value : this.#property(value, name, steps)
    }
    // A CommonJS module imported as default is its exports.
    return name === 'default' && module.language === 'javascript' && exports.size > 0 ? { kind: 'module', file } : UNRESOLVED
  }

  #star(module: Module, name: string, steps: number): Linked {
    let outside: Linked = UNRESOLVED
    for (const entry of module.exports) {
      if (entry.kind !== 'all') continue
      const found = this.import(module.file, entry.from, name, steps)
      if (found.kind === 'slot' || found.kind === 'module') return found
      if (outside.kind === 'unresolved') outside = found
    }
    return outside
  }

  #follow(module: Module, entry: ModuleExport, steps: number): Linked {
    if (entry.kind === 'again') return this.import(module.file, entry.from, entry.imported, steps)
    return entry.kind === 'local' ? this.#slot(module, entry.slot, steps) : UNRESOLVED
  }

  /** A slot of function 0; one that only passes on an import leads to what that gives. */
  #slot(module: Module, slot: Slot, steps: number): Linked {
    const definition = steps > MAX_STEPS ? null : this.#definitionsOf(module).get(slot)
    switch (definition?.op) {
      case 'move':
        return orElse(this.#slot(module, definition.src, steps + 1), { kind: 'slot', file: module.file, slot, keys: [] })
      case 'import':
        return orElse(this.import(module.file, definition.from, definition.name, steps + 1), {
          kind: 'slot',
          file: module.file,
          slot,
          keys: [],
        })
      case 'get':
        return this.#get(module, slot, definition, steps)
      default:
        return { kind: 'slot', file: module.file, slot, keys: [] }
    }
  }

  /** A property read in function 0: of a literal there, or of what an import gives. */
  #get(module: Module, slot: Slot, { object, key }: Instruction & { op: 'get' }, steps: number): Linked {
    const made = this.#definitionsOf(module).get(object)
    if (made?.op === 'dict') {
      const entry = made.entries.findLast((each) => each.kind === 'entry' && each.key === key)
      if (entry !== undefined) return this.#slot(module, entry.value, steps + 1)
    }
    const value = this.#slot(module, object, steps + 1)
    const isOwn = value.kind === 'slot' && value.file === module.file
    return isOwn ? { kind: 'slot', file: module.file, slot, keys: [] } : this.#property(value, key, steps + 1)
  }

  #property(value: Linked, key: string, steps: number): Linked {
    if (value.kind === 'module') return this.#export(value.file, key, steps + 1)
    return value.kind === 'unresolved' ? value : { ...value, keys: [...value.keys, key] }
  }

  #exportsOf(module: Module): ReadonlyMap<string, ModuleExport> {
    let exports = this.#exports.get(module.file)
    if (exports === undefined) {
      exports = new Map(module.exports.flatMap((entry) => (entry.kind === 'all' ? [] : [[entry.name, entry] as const])))
      this.#exports.set(module.file, exports)
    }
    return exports
  }

  /** For each slot of function 0 the instruction that assigns it; null when several do, or another function does. */
  #definitionsOf(module: Module): ReadonlyMap<Slot, Instruction | null> {
    let definitions = this.#definitions.get(module.file)
    if (definitions === undefined) {
      definitions = collectDefinitions(module)
      this.#definitions.set(module.file, definitions)
    }
    return definitions
  }
}

function collectDefinitions(module: Module): Map<Slot, Instruction | null> {
  const definitions = new Map<Slot, Instruction | null>()
  for (const { index, blocks } of module.functions) {
    for (const { instructions, terminator } of blocks) {
      for (const instruction of instructions) {
        // The empty `module.exports` that a module starts with.
        if (instruction.op === 'dict' && instruction.end === 0) continue
        if (instruction.op === 'store-up' && instruction.function === 0) definitions.set(instruction.slot, null)
        else if (index === 0 && 'dst' in instruction)
          definitions.set(instruction.dst, definitions.has(instruction.dst) ? null : instruction)
      }
      if (index === 0 && terminator.op === 'next') definitions.set(terminator.dst, null)
    }
  }
  return definitions
}

function orElse(linked: Linked, otherwise: Linked): Linked {
  return linked.kind === 'unresolved' ? otherwise : linked
}
