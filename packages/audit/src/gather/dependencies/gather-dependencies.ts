import { AuditError } from '../../model/errors.ts'
import type { AdvisoriesFact, DependencyFacts, Ecosystem, ManifestFact, PackageFact, RuntimeFact } from '../../model/facts/dependencies.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { matchAdvisoryFiles } from './advisories.ts'
import { readBunLock } from './bun-lock.ts'
import { askAdvisoryService } from './osv-service.ts'
import { isLocal, readPackageJson } from './package-json.ts'
import { readPackageLock } from './package-lock.ts'
import { readPnpmLock } from './pnpm-lock.ts'
import { readPipfile, readPyproject } from './pyproject.ts'
import { readPipfileLock, readTomlLock } from './python-locks.ts'
import type { LockRoot } from './reach.ts'
import { normaliseName, readRequirements } from './requirements.ts'
import { namesRuntime, readRuntimes } from './runtimes.ts'
import { TreeReader } from './tree-reader.ts'
import { readYarnLock } from './yarn-lock.ts'

const NODE_LOCKS = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb']
const PYTHON_LOCKS = ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock']

type ReadLock = (file: string, text: string, roots: readonly LockRoot[]) => PackageFact[]

/** How the file of a lock becomes packages. */
const LOCK_READERS: ReadonlyMap<string, ReadLock> = new Map<string, ReadLock>([
  ['package-lock.json', readPackageLock],
  ['npm-shrinkwrap.json', readPackageLock],
  ['yarn.lock', readYarnLock],
  ['pnpm-lock.yaml', readPnpmLock],
  ['bun.lock', readBunLock],
  ['bun.lockb', refuseBinary],
  ['poetry.lock', readTomlLock],
  ['uv.lock', readTomlLock],
  ['pdm.lock', readTomlLock],
  ['pylock.toml', readTomlLock],
  ['Pipfile.lock', readPipfileLock],
])

/** Manifests of ecosystems that are not read: what they bring in is named as not looked at. */
const UNREAD: readonly (readonly [name: RegExp, ecosystem: string])[] = [
  [/^go\.mod$/, 'Go'],
  [/^Cargo\.toml$/, 'crates.io'],
  [/^Gemfile$/, 'RubyGems'],
  [/^composer\.json$/, 'Packagist'],
  [/^pom\.xml$|^build\.gradle(?:\.kts)?$/, 'Maven'],
  [/\.csproj$/, 'NuGet'],
  [/^mix\.exs$/, 'Hex'],
  [/^pubspec\.yaml$/, 'Pub'],
]

export interface GatherDependenciesOptions {
  /** Folder or file of OSV records, or the http(s) address of a service with OSV's interface; null when none was given. */
  readonly advisories: string | null
  /** Folder that keeps records of a service between runs. */
  readonly cacheDirectory?: string | null
  readonly now?: Date
}

/** What manifests declare, what locks resolve, and what the advisories say of it. */
export async function gatherDependencies(
  root: string,
  tree: TreeFact,
  options: GatherDependenciesOptions,
): Promise<{ [N in keyof DependencyFacts]: Gathered<DependencyFacts[N]> }> {
  const reader = new TreeReader(root, tree)
  const manifests: ManifestFact[] = []
  const packages: PackageFact[] = []
  const runtimes: RuntimeFact[] = []
  const unreadManifests: { file: string; ecosystem: string }[] = []
  for (const { file } of tree.files) {
    const name = file.slice(file.lastIndexOf('/') + 1)
    if (isForeign(file)) continue
    addManifest(file, name, reader, manifests, packages)
    if (namesRuntime(name)) runtimes.push(...readRuntimes(file, reader.read(file) ?? ''))
    const unread = UNREAD.find(([pattern]) => pattern.test(name))
    if (unread !== undefined) unreadManifests.push({ file, ecosystem: unread[1] })
  }
  const listed = new Set(tree.files.map(({ file }) => file))
  const own = ownNames(reader, manifests)
  const compiled = manifests.map((manifest) => withCompiledLock(manifest, manifests))
  for (const { file } of tree.files) {
    const readLock = LOCK_READERS.get(file.slice(file.lastIndexOf('/') + 1))
    // Bun keeps the old binary lock beside the text it replaced it with.
    const isReplaced = file.endsWith('bun.lockb') && listed.has(file.slice(0, -1))
    if (readLock !== undefined && !isForeign(file) && !isReplaced) addLock(file, readLock, { reader, manifests: compiled, packages, own })
  }
  const once = withoutRepetitions(packages)
  return {
    manifests: known(compiled),
    packages: known(once),
    advisories: await matched(once, options),
    runtimes: known(runtimes),
    unreadManifests: known(unreadManifests),
  }
}

/** Examples and fixtures of other projects inside the tree are not what ships. */
function isForeign(file: string): boolean {
  return /(^|\/)(node_modules|fixtures?|__fixtures__|testdata|vendor|site-packages)\//.test(file)
}

function addManifest(file: string, name: string, reader: TreeReader, manifests: ManifestFact[], packages: PackageFact[]): void {
  if (name === 'package.json') manifests.push(readPackageJson(file, reader.read(file) ?? '', reader.lockAbove(file, NODE_LOCKS)))
  else if (name === 'Pipfile') manifests.push(readPipfile(file, reader.read(file) ?? '', reader.lockAbove(file, PYTHON_LOCKS)))
  else if (name === 'pyproject.toml') {
    const manifest = readPyproject(file, reader.read(file) ?? '', reader.lockAbove(file, PYTHON_LOCKS))
    if (manifest !== null) manifests.push(manifest)
  } else if (
    /^requirements[\w.-]*\.(?:txt|in)$|^[\w.-]+[._-]requirements\.(?:txt|in)$/.test(name) ||
    /(^|\/)requirements\/[\w.-]+\.(?:txt|in)$/.test(file)
  ) {
    const read = readRequirements(file, reader.read(file) ?? '', (path) => reader.read(path))
    if (read.manifest.declared.length === 0) return
    manifests.push(read.manifest)
    packages.push(...read.packages)
  }
}

/** A file of exact requirements beside a manifest that names all it declares was compiled from it: it is its lock. */
function withCompiledLock(manifest: ManifestFact, all: readonly ManifestFact[]): ManifestFact {
  if (manifest.lock !== null || manifest.ecosystem !== 'PyPI' || manifest.declared.every(({ isExact }) => isExact)) return manifest
  const folder = manifest.file.slice(0, manifest.file.lastIndexOf('/') + 1)
  const wanted = manifest.declared.filter(({ group }) => group === 'production').map(({ name }) => name)
  const lock = all.find(({ file, declared }) => {
    const names = new Set(declared.filter(({ isExact }) => isExact).map(({ name }) => name))
    return (
      file !== manifest.file &&
      file.endsWith('.txt') &&
      file.startsWith(folder) &&
      wanted.length > 0 &&
      wanted.every((name) => names.has(name))
    )
  })
  return lock === undefined ? manifest : { ...manifest, lock: lock.file }
}

interface LockContext {
  readonly reader: TreeReader
  readonly manifests: ManifestFact[]
  readonly packages: PackageFact[]
  /** Packages of the tree itself: a lock links them. */
  readonly own: ReadonlySet<string>
}

function addLock(file: string, readLock: ReadLock, { reader, manifests, packages, own }: LockContext): void {
  const ecosystem: Ecosystem = NODE_LOCKS.includes(file.slice(file.lastIndexOf('/') + 1)) ? 'npm' : 'PyPI'
  const pinned = manifests.filter(({ lock }) => lock === file)
  const roots = pinned.flatMap(({ declared }) => declared.map(({ name, range, group }): LockRoot => ({ name, range, group })))
  const addBroken = (error: string): void => void manifests.push({ file, ecosystem, lock: file, declared: [], error })
  const text = reader.read(file)
  if (text === null) {
    addBroken('the file cannot be read or is too large')
    return
  }
  try {
    const found = readLock(file, text, roots)
    packages.push(...found)
    const missing = missingFrom(found, roots).filter((name) => !own.has(name))
    if (missing.length > 0)
      addBroken(`the lock does not name ${missing.slice(0, 3).join(', ')}, which a manifest declares: cut off or out of date`)
  } catch (error) {
    addBroken(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
}

/** Names of the workspaces of a tree. */
function ownNames(reader: TreeReader, manifests: readonly ManifestFact[]): ReadonlySet<string> {
  return new Set(
    manifests.flatMap(({ file, ecosystem }) => {
      const name = /^\s*"?name"?\s*[:=]\s*"(?<name>[^"]+)"/m.exec(reader.read(file)?.replace(/^\{\s*/, '') ?? '')?.groups?.name
      return name === undefined ? [] : [ecosystem === 'PyPI' ? normaliseName(name) : name]
    }),
  )
}

/** Production dependencies of a registry that a lock leaves out. */
function missingFrom(found: readonly PackageFact[], roots: readonly LockRoot[]): string[] {
  const names = new Set(found.map(({ name }) => name))
  return roots
    .filter(({ group, range }) => group === 'production' && !isLocal(range) && !/[:/@]/.test(range))
    .map(({ name }) => name)
    .filter((name) => !names.has(name))
}

function refuseBinary(): never {
  throw new Error('the binary lock of Bun is not read; `bun install --save-text-lockfile` writes one that is')
}

/** Files that include each other name a requirement more than once. */
function withoutRepetitions(packages: readonly PackageFact[]): PackageFact[] {
  return [...new Map(packages.map((each) => [`${each.ecosystem} ${each.name} ${each.version} ${each.file} ${each.line}`, each])).values()]
}

async function matched(
  packages: readonly PackageFact[],
  { advisories, cacheDirectory = null, now = new Date() }: GatherDependenciesOptions,
): Promise<Gathered<AdvisoriesFact>> {
  if (advisories === null) return unknown('no-data', 'no advisory data was given; --advisories names OSV records')
  try {
    const fact = /^https?:\/\//i.test(advisories)
      ? await askAdvisoryService(packages, { baseUrl: advisories, cacheDirectory, now })
      : await matchAdvisoryFiles(advisories, packages)
    return known(fact)
  } catch (error) {
    if (error instanceof AuditError) throw error
    return unknown(
      'tool-error',
      `the advisories at ${advisories} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
