import { directoryOf, joinPath, type ModuleLayout, type ResolvedImport, type ResolveImport, upwards } from './layout.ts'
import { PYTHON_STANDARD_LIBRARY } from './python-standard-library.ts'

const UNRESOLVED: ResolvedImport = { kind: 'unresolved' }

/**
 * Resolves imports of Python files: `a.b`, `.a`, `..`. The name after `import` in `from a import b` is not part of the
 * specifier; where it may be a module, ask again for `a.b` (`linkExports` does).
 */
export function pythonResolver({ files, sourceRoots, rootPackage }: ModuleLayout): ResolveImport {
  const modules = new Set(files)
  const roots = [...new Set([...sourceRoots, 'src'])]
  return (fromFile, specifier) => {
    const directory = directoryOf(fromFile)
    const [, dots = '', dotted = ''] = /^(\.*)(.*)$/s.exec(specifier) ?? []
    const path = dotted.replaceAll('.', '/')
    if (dots !== '') {
      const base = joinPath(directory, '../'.repeat(dots.length - 1))
      const file = base === null ? null : moduleAt(modules, path === '' ? base : joinPath(base, path))
      return file === null ? UNRESOLVED : { kind: 'file', file }
    }
    if (path === '') return UNRESOLVED
    for (const root of rootsFor(modules, directory, roots)) {
      const file = moduleAt(modules, joinPath(root, path))
      if (file !== null && file !== fromFile) return { kind: 'file', file }
    }
    // Inside a package that calls itself by its whole name: `shop.views`, where the root is `shop`.
    const [first, ...rest] = path.split('/')
    const own = first === rootPackage ? moduleAt(modules, rest.join('/')) : null
    return own === null || own === fromFile ? outside(dotted) : { kind: 'file', file: own }
  }
}

function moduleAt(modules: ReadonlySet<string>, path: string | null): string | null {
  if (path === null) return null
  const candidates =
    path === '' ? ['__init__.py'] : [`${path}/__init__.py`, `${path}.py`, `${path}.pyw`, `${path}/__init__.pyi`, `${path}.pyi`]
  return candidates.find((each) => modules.has(each)) ?? null
}

/** Directories that are no package themselves, from the file upwards, then the declared roots; a script's own directory counts. */
function* rootsFor(modules: ReadonlySet<string>, directory: string, roots: readonly string[]): Generator<string> {
  for (const each of upwards(directory)) {
    if (!modules.has(each === '' ? '__init__.py' : `${each}/__init__.py`) || each === '') yield each
  }
  yield* roots
}

function outside(dotted: string): ResolvedImport {
  const [first = '', ...rest] = dotted.split('.')
  if (PYTHON_STANDARD_LIBRARY.has(first)) return { kind: 'builtin', name: dotted }
  return { kind: 'package', package: first, subpath: rest.join('.') }
}
