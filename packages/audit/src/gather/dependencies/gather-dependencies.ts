import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AuditError } from '../../model/errors.ts'
import type { DependencyFacts, ManifestFact, PackageFact } from '../../model/facts/dependencies.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { matchAdvisories } from './advisories.ts'
import { readPackageJson, readPackageLock, readPnpmLock, readYarnLock } from './npm.ts'
import { readPipfileLock, readPyproject, readRequirements, readTomlLock } from './python.ts'

const MAX_BYTES = 64 * 1024 * 1024
const NODE_LOCKS = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb']
const PYTHON_LOCKS = ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock']

/** How the file of a lock becomes packages. */
const LOCK_READERS: Readonly<Record<string, (file: string, text: string) => PackageFact[]>> = {
  'package-lock.json': readPackageLock,
  'npm-shrinkwrap.json': readPackageLock,
  'yarn.lock': readYarnLock,
  'pnpm-lock.yaml': readPnpmLock,
  'poetry.lock': readTomlLock,
  'uv.lock': readTomlLock,
  'pdm.lock': readTomlLock,
  'pylock.toml': readTomlLock,
  'Pipfile.lock': readPipfileLock,
}

export interface GatherDependenciesOptions {
  /** Folder or file of OSV records; null when none was given. */
  readonly advisories: string | null
}

/** What manifests declare, what locks resolve, and what the advisories say of it. */
export async function gatherDependencies(
  root: string,
  tree: TreeFact,
  { advisories }: GatherDependenciesOptions,
): Promise<{ [N in keyof DependencyFacts]: Gathered<DependencyFacts[N]> }> {
  const reader = new TreeReader(root, tree)
  const manifests: ManifestFact[] = []
  const packages: PackageFact[] = []
  for (const { file } of tree.files) {
    const name = file.split('/').at(-1) ?? ''
    if (isForeign(file)) continue
    if (name === 'package.json') manifests.push(readPackageJson(file, reader.read(file) ?? '', reader.lockAbove(file, NODE_LOCKS)))
    else if (/^requirements[\w.-]*\.(txt|in)$/.test(name) || /(^|\/)requirements\/[\w.-]+\.txt$/.test(file))
      addRequirements(file, reader, manifests, packages)
    else if (name === 'pyproject.toml')
      addManifest(manifests, readPyproject(file, reader.read(file) ?? '', reader.lockAbove(file, PYTHON_LOCKS)))
    const readLock = LOCK_READERS[name]
    if (readLock !== undefined) addLock(file, readLock, reader, manifests, packages)
  }
  return { manifests: known(manifests), packages: known(packages), advisories: await matched(advisories, packages) }
}

/** Examples and fixtures of other projects inside the tree are not what ships. */
function isForeign(file: string): boolean {
  return /(^|\/)(node_modules|fixtures?|__fixtures__|testdata|vendor)\//.test(file)
}

function addManifest(manifests: ManifestFact[], manifest: ManifestFact | null): void {
  if (manifest !== null) manifests.push(manifest)
}

function addRequirements(file: string, reader: TreeReader, manifests: ManifestFact[], packages: PackageFact[]): void {
  const read = readRequirements(file, reader.read(file) ?? '', (path) => reader.read(path))
  if (read.manifest.declared.length === 0) return
  manifests.push(read.manifest)
  packages.push(...read.packages)
}

function addLock(
  file: string,
  readLock: (file: string, text: string) => PackageFact[],
  reader: TreeReader,
  manifests: ManifestFact[],
  packages: PackageFact[],
): void {
  try {
    packages.push(...readLock(file, reader.read(file) ?? ''))
  } catch (error) {
    const ecosystem = NODE_LOCKS.includes(file.split('/').at(-1) ?? '') ? 'npm' : 'PyPI'
    manifests.push({ file, ecosystem, lock: file, declared: [], error: error instanceof Error ? error.message : String(error) })
  }
}

async function matched(advisories: string | null, packages: readonly PackageFact[]): Promise<Gathered<DependencyFacts['advisories']>> {
  if (advisories === null) return unknown('no-data', 'no advisory data was given; --advisories names OSV records')
  try {
    return known(await matchAdvisories(advisories, packages))
  } catch (error) {
    if (error instanceof AuditError) throw error
    return unknown(
      'tool-error',
      `the advisories at ${advisories} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Files of the tree that were listed as readable; nothing else is opened. */
class TreeReader {
  private readonly root: string
  private readonly files: ReadonlyMap<string, number>

  constructor(root: string, tree: TreeFact) {
    this.root = root
    this.files = new Map(tree.files.map(({ file, bytes }) => [file, bytes]))
  }

  read(file: string): string | null {
    const bytes = this.files.get(file)
    const path = join(this.root, file)
    return bytes === undefined || bytes > MAX_BYTES || !existsSync(path) ? null : readFileSync(path, 'utf8')
  }

  /** The nearest lock in the folder of a file or above it: workspaces share one at their root. */
  lockAbove(file: string, names: readonly string[]): string | null {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const found = names.map((name) => (folder === '.' ? name : `${folder}/${name}`)).find((path) => this.files.has(path))
      if (found !== undefined) return found
      if (folder === '.') return null
    }
  }
}
