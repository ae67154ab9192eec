import { builtinModules } from 'node:module'
import { tableOf } from '../table-of.ts'
import {
  directoryOf,
  joinPath,
  type ModuleLayout,
  type PackageManifest,
  type PathAliases,
  type ResolvedImport,
  type ResolveImport,
  upwards,
} from './layout.ts'
import { exportTargets, matchPattern } from './package-exports.ts'

const BUILTINS = new Set(builtinModules)
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts']
/** The endings that TypeScript sources may have behind the ending of what they compile to. */
const SOURCES_OF = tableOf<readonly string[]>({
  '.js': ['.ts', '.tsx', '.jsx', '.d.ts'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
})
/** Where compiled code lies, and where its sources may. */
const OUTPUT_FOLDER = /^(?:dist|lib|build|out|output|es|esm|cjs)\//
const UNRESOLVED: ResolvedImport = { kind: 'unresolved' }

/** Resolves imports of JavaScript and TypeScript files. */
export function javaScriptResolver(layout: ModuleLayout): ResolveImport {
  const tree = new Tree(layout)
  return (fromFile, specifier) => {
    const directory = directoryOf(fromFile)
    const name = specifier.replace(/\?.*$/s, '')
    if (name === '') return UNRESOLVED
    if (specifier.startsWith('node:') || BUILTINS.has(specifier)) return { kind: 'builtin', name: specifier.replace(/^node:/, '') }
    if (specifier.startsWith('#')) return tree.resolveImports(directory, specifier)
    if (/^\.{0,2}\/|^\.{1,2}$/.test(name)) return fileOr(tree.file(joinPath(name.startsWith('/') ? '' : directory, name)), UNRESOLVED)
    return tree.resolveBare(directory, name)
  }
}

function fileOr(file: string | null, otherwise: ResolvedImport): ResolvedImport {
  return file === null ? otherwise : { kind: 'file', file }
}

/** The files and packages of a tree, indexed. */
class Tree {
  readonly #files: ReadonlySet<string>
  readonly #byDirectory = new Map<string, PackageManifest>()
  readonly #byName = new Map<string, PackageManifest>()
  readonly #aliases = new Map<string, PathAliases[]>()

  constructor({ files, manifests, aliases }: ModuleLayout) {
    this.#files = new Set(files)
    for (const manifest of manifests) {
      this.#byDirectory.set(manifest.directory, manifest)
      if (manifest.name !== null && !this.#byName.has(manifest.name)) this.#byName.set(manifest.name, manifest)
    }
    for (const alias of aliases) this.#aliases.set(alias.directory, [...(this.#aliases.get(alias.directory) ?? []), alias])
  }

  /** The file that a path without certain ending means: itself, its source, with an ending, or the index of a directory. */
  file(path: string | null): string | null {
    if (path === null) return null
    return this.#exactly(path) ?? this.#withEnding(path) ?? this.#directory(path)
  }

  #exactly(path: string): string | null {
    if (this.#files.has(path)) return path
    const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? ''
    for (const source of SOURCES_OF[ending] ?? []) {
      const candidate = path.slice(0, -ending.length) + source
      if (this.#files.has(candidate)) return candidate
    }
    return null
  }

  #withEnding(path: string): string | null {
    for (const ending of EXTENSIONS) if (this.#files.has(path + ending)) return path + ending
    return null
  }

  #directory(path: string): string | null {
    for (const entry of this.#byDirectory.get(path)?.entries ?? []) {
      const target = joinPath(path, entry)
      const found = target === null ? null : (this.#exactly(target) ?? this.#withEnding(target))
      if (found !== null) return found
    }
    return this.#withEnding(path === '' ? 'index' : `${path}/index`)
  }

  /** `#name` by the `imports` of the package the file belongs to. */
  resolveImports(directory: string, specifier: string): ResolvedImport {
    for (const each of upwards(directory)) {
      const manifest = this.#byDirectory.get(each)
      if (manifest === undefined) continue
      for (const target of exportTargets(manifest.imports, specifier)) {
        if (!target.startsWith('.')) return this.resolveBare(each, target)
        const file = this.#target(manifest, target)
        if (file !== null) return { kind: 'file', file }
      }
      break
    }
    return this.#byAlias(directory, specifier) ?? this.#byCustom(directory, specifier) ?? UNRESOLVED
  }

  /** A specifier that is neither relative nor absolute: an alias, a package of the tree, or one from outside. */
  resolveBare(directory: string, specifier: string): ResolvedImport {
    if (BUILTINS.has(specifier)) return { kind: 'builtin', name: specifier }
    const aliased = this.#byAlias(directory, specifier)
    if (aliased !== null) return aliased
    const [, name, subpath = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? []
    if (name === undefined) return this.#byCustom(directory, specifier) ?? UNRESOLVED
    const manifest = this.#byName.get(name)
    const inTree = manifest === undefined ? null : this.#ofPackage(manifest, subpath)
    if (inTree !== null) return { kind: 'file', file: inTree }
    return this.#byCustom(directory, specifier) ?? { kind: 'package', package: name, subpath }
  }

  #byAlias(directory: string, specifier: string): ResolvedImport | null {
    for (const each of upwards(directory)) {
      for (const { baseUrl, paths, pathsFrom } of this.#aliases.get(each) ?? []) {
        for (const target of matchPattern(paths, specifier)) {
          const file = this.file(joinPath(pathsFrom, target))
          if (file !== null) return { kind: 'file', file }
        }
        const file = baseUrl === null ? null : this.file(joinPath(baseUrl, specifier))
        if (file !== null) return { kind: 'file', file }
      }
    }
    return null
  }

  /** Aliases that bundlers and runners set up without a tsconfig, taken only where the file is there: `@/x`, `~/x`, `#x`, `src/x`. */
  #byCustom(directory: string, specifier: string): ResolvedImport | null {
    const [, prefix = '', rest = ''] = /^(@\/|~\/|src\/|app\/|lib\/|#\/?)(.+)$/.exec(specifier) ?? []
    if (rest === '') return null
    const isName = /^\w/.test(prefix)
    for (const each of upwards(directory)) {
      if (!this.#byDirectory.has(each) && each !== '') continue
      const paths = isName ? [specifier] : [`src/${rest}`, rest, ...(prefix.startsWith('#') ? [`app/${rest}`] : [])]
      for (const path of paths) {
        const file = this.file(joinPath(each, path))
        if (file !== null) return { kind: 'file', file }
      }
    }
    return null
  }

  #ofPackage(manifest: PackageManifest, subpath: string): string | null {
    const targets = exportTargets(manifest.exports, subpath === '' ? '.' : `./${subpath}`)
    const entries = subpath === '' ? [...manifest.entries, 'src/index', 'index', 'src/main'] : [subpath, `src/${subpath}`]
    for (const target of [...targets, ...entries]) {
      const file = this.#target(manifest, target)
      if (file !== null) return file
    }
    return null
  }

  /** A file of a package, or the source of one that is compiled: `dist/x.js` for `src/x.ts`. */
  #target({ directory }: PackageManifest, target: string): string | null {
    const plain = target.replace(/^\.\//, '')
    const path = joinPath(directory, plain)
    const found = path === null ? null : (this.#exactly(path) ?? this.#withEnding(path))
    if (found !== null || !OUTPUT_FOLDER.test(plain)) return found
    const inner = plain
      .replace(OUTPUT_FOLDER, '')
      .replace(/^(?:esm|cjs|es|src)\//, '')
      .replace(/\.d\.([cm]?)ts$/, '.$1js')
    return this.file(joinPath(directory, `src/${inner}`)) ?? this.file(joinPath(directory, inner))
  }
}
