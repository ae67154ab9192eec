import type { Module } from '../ir/ir.ts'
import { HANDLERS } from '../knowledge/handlers.ts'
import { PROPAGATORS } from '../knowledge/propagators.ts'
import { SANITIZERS } from '../knowledge/sanitizers.ts'
import { SINKS } from '../knowledge/sinks.ts'
import { SOURCES } from '../knowledge/sources.ts'
import { RESULT_TYPES } from '../knowledge/types.ts'
import { exportNamed, type Program } from './program.ts'

/** Names that Python itself has; a star rarely means to hide them. */
const BUILTINS = new Set(
  (
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod ' +
    'enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter ' +
    'len list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice ' +
    'sorted staticmethod str sum super tuple type vars zip __import__ undefined <unknown>'
  ).split(' '),
)

const starred = new WeakMap<Module, readonly string[]>()

/** Where `from x import *` takes a name from that nothing in the module binds; null when no star can be its origin. */
export function originOfStarred(program: Program, module: Module, name: string): string | null {
  let origins = starred.get(module)
  if (origins === undefined) {
    origins = module.language === 'python' ? module.exports.flatMap((entry) => (entry.kind === 'all' ? [entry.from] : [])) : []
    starred.set(module, origins)
  }
  if (origins.length === 0 || BUILTINS.has(name) || /Error$|Exception$|Warning$/.test(name)) return null
  const libraries: string[] = []
  for (const from of origins) {
    const file = program.resolve(module, from)
    const next = file === null ? undefined : program.moduleByFile.get(file)
    if (next === undefined) libraries.push(from)
    else if (exports(program, next, name, 0)) return from
  }
  knownNames ??= namesOfKnowledge()
  const known = knownNames
  return libraries.find((from) => known.has(`${from}.${name}`)) ?? (libraries.length === 1 ? (libraries[0] ?? null) : null)
}

function exports(program: Program, module: Module, name: string, depth: number): boolean {
  if (exportNamed(module, name) !== null) return true
  if (depth > DEEPEST_STAR) return false
  return module.exports.some((entry) => {
    if (entry.kind !== 'all') return false
    const file = program.resolve(module, entry.from)
    const next = file === null ? undefined : program.moduleByFile.get(file)
    return next !== undefined && exports(program, next, name, depth + 1)
  })
}

const DEEPEST_STAR = 6

let knownNames: ReadonlySet<string> | null = null

/** Every beginning of every name in the tables. */
function namesOfKnowledge(): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (name: string): void => {
    const bare = name.replace(/\(.*$|:$/, '')
    for (let dot = bare.indexOf('.'); dot >= 0; dot = bare.indexOf('.', dot + 1)) {
      const end = bare.indexOf('.', dot + 1)
      names.add(end < 0 ? bare : bare.slice(0, end))
    }
  }
  for (const { names: list } of SOURCES) list.forEach(add)
  for (const { calls } of [...SINKS, ...SANITIZERS, ...PROPAGATORS, ...HANDLERS]) calls.forEach(add)
  Object.keys(RESULT_TYPES).forEach(add)
  return names
}
