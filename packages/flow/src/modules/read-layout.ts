import { lstatSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { directoryOf, joinPath, type ModuleLayout, type PackageManifest, type PathAliases, upwards } from './layout.ts'
import { isRecord } from './package-exports.ts'

/** Larger configuration files are none. */
const MAX_BYTES = 1_000_000
const MAX_EXTENDS = 8

/** Reads what module resolution needs besides the files themselves: the manifests and configurations next to and above them. */
export function readModuleLayout(root: string, files: readonly string[]): ModuleLayout {
  const directories = new Set<string>([''])
  for (const file of files) for (const each of upwards(directoryOf(file))) directories.add(each)
  const manifests: PackageManifest[] = []
  const aliases: PathAliases[] = []
  const sourceRoots: string[] = []
  for (const directory of [...directories].sort()) {
    const manifest = parseJson(readSmall(root, directory, 'package.json'))
    if (isRecord(manifest)) manifests.push(readManifest(directory, manifest))
    for (const name of ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json', 'tsconfig.app.json']) {
      const found = readAliases(root, directory, name)
      if (found !== null) aliases.push(found)
    }
    sourceRoots.push(...readSourceRoots(root, directory))
  }
  const rootPackage = files.includes('__init__.py') ? { rootPackage: basename(root) } : {}
  return { files, manifests, aliases, sourceRoots: [...new Set(sourceRoots)], ...rootPackage }
}

function readManifest(directory: string, manifest: Record<string, unknown>): PackageManifest {
  const { name, source, module, main, exports, imports, dependencies } = manifest
  const entries = [source, module, main].filter((each) => typeof each === 'string')
  const wants = Object.entries(isRecord(dependencies) ? dependencies : {}).flatMap(([key, version]) =>
    typeof version === 'string' ? [[key, version] as const] : [],
  )
  return { directory, name: typeof name === 'string' ? name : null, entries, exports, imports, wants: Object.fromEntries(wants) }
}

/** The aliases of a configuration, those it inherits included. */
function readAliases(root: string, directory: string, name: string): PathAliases | null {
  let [place, file] = [directory, name]
  let baseUrl: string | null = null
  for (let step = 0; step < MAX_EXTENDS; step++) {
    const config = parseJson(readSmall(root, place, file))
    if (!isRecord(config)) break
    const options = isRecord(config.compilerOptions) ? config.compilerOptions : {}
    if (typeof options.baseUrl === 'string') baseUrl ??= joinPath(place, options.baseUrl)
    if (isRecord(options.paths)) return { directory, baseUrl, pathsFrom: baseUrl ?? place, paths: readPaths(options.paths) }
    const parent = Array.isArray(config.extends) ? config.extends.at(-1) : config.extends
    if (typeof parent !== 'string' || !parent.startsWith('.')) break
    const target = joinPath(place, parent.endsWith('.json') ? parent : `${parent}.json`)
    if (target === null) break
    place = directoryOf(target)
    file = target.slice(place === '' ? 0 : place.length + 1)
  }
  return baseUrl === null ? null : { directory, baseUrl, pathsFrom: baseUrl, paths: {} }
}

function readPaths(paths: Record<string, unknown>): Record<string, readonly string[]> {
  const entries = Object.entries(paths).map(([pattern, targets]): [string, string[]] => [
    pattern,
    Array.isArray(targets) ? targets.filter((each) => typeof each === 'string') : [],
  ])
  return Object.fromEntries(entries)
}

/** Source roots that a Python project declares: `where = ["src"]`, `package_dir={"": "lib"}`, `pythonpath = ["src"]`, `from = "src"`. */
function readSourceRoots(root: string, directory: string): string[] {
  const text = ['pyproject.toml', 'setup.cfg', 'setup.py', 'pytest.ini', 'tox.ini']
    .map((name) => readSmall(root, directory, name) ?? '')
    .join('\n')
  const roots: string[] = []
  for (const [, list = ''] of text.matchAll(/\b(?:where|from|pythonpath|mypy_path|package[-_]dir)["']?\s{0,9}=([^\n]{0,300})/g)) {
    for (const [, value = ''] of list.matchAll(/(?:^\s*|["'=:]\s*)([\w][\w./-]*)/g)) {
      const path = joinPath(directory, value)
      if (path !== null) roots.push(path)
    }
  }
  return roots
}

/** A regular file of moderate size inside the tree; links are not followed. */
function readSmall(root: string, directory: string, name: string): string | null {
  const path = join(root, directory, name)
  try {
    const stat = lstatSync(path)
    return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(path, 'utf8') : null
  } catch {
    return null
  }
}

/** Parses JSON with comments and trailing commas, as TypeScript's configurations have them; null when it is none. */
export function parseJson(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    const plain = text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*.*?\*\//gs, (part) => (part.startsWith('"') ? part : ' '))
    try {
      return JSON.parse(plain.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/gs, (part) => (part.startsWith('"') ? part : '')))
    } catch {
      return null
    }
  }
}
