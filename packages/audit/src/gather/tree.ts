import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { TreeFact, TreeFile } from '../model/facts/target.ts'
import { findRepository } from './git/find-repository.ts'
import { type IgnoreRules, ignoreRules } from './git/ignore-rules.ts'
import { readIndex } from './git/read-index.ts'

export interface TreeOptions {
  /** Globs relative to the root, or names of folders and files. */
  readonly exclude?: readonly string[]
}

/** Larger files are data; a secret or a setting in them would not be read by a person either. */
export const MAX_TREE_FILE_BYTES = 10 * 1024 * 1024
const MAX_FILES = 200_000
const MAX_DEPTH = 64
/** Folders listed between two turns of the event loop, so that an interrupt is heard. */
const FOLDERS_PER_TURN = 200

const NEVER_READ = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '.assay',
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.venv',
  'site-packages',
  'dist-packages',
  '__pypackages__',
  '__pycache__',
  '.tox',
  '.nox',
  '.eggs',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.parcel-cache',
  '.terraform',
  '.gradle',
])
const VIRTUAL_ENVIRONMENT_MARK = 'pyvenv.cfg'

interface Walk {
  readonly root: string
  /** Path of the root below the top of its repository, with a slash at the end; empty at the top. */
  readonly prefix: string
  readonly isExcluded: (path: string) => boolean
  readonly ignored: IgnoreRules
  readonly tracked: ReadonlySet<string> | null
  readonly files: TreeFile[]
  readonly notRead: { file: string; because: string }[]
  readonly links: { file: string; to: string }[]
}

/** Lists the files of a tree and what git thinks of them; follows no link and runs nothing. Throws when the root is not a folder. */
export async function gatherTree(root: string, { exclude = [] }: TreeOptions = {}): Promise<TreeFact> {
  const real = realpathSync(resolve(root))
  if (!statSync(real).isDirectory()) throw new TypeError(`${root} is not a folder`)
  const repository = findRepository(real)
  const below = repository === null ? '' : relative(repository.top, real).split(sep).join('/')
  const walk: Walk = {
    root: real,
    prefix: below === '' ? '' : `${below}/`,
    isExcluded: excluder(exclude),
    // The ignore files of a copy without its repository still say what was never meant to be shared.
    ignored: ignoreRules(repository ?? { top: real, gitFolder: real, commonFolder: real }),
    tracked: repository === null ? null : readIndex(repository),
    files: [],
    notRead: [],
    links: [],
  }
  await walkFolders(walk)
  const byFile = (a: { file: string }, b: { file: string }): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)
  return {
    files: walk.files.sort(byFile),
    isGitRepository: repository !== null,
    notRead: walk.notRead.sort(byFile),
    links: walk.links.sort(byFile),
  }
}

function excluder(exclude: readonly string[]): (path: string) => boolean {
  if (exclude.length === 0) return () => false
  const patterns = exclude.flatMap((pattern) => {
    const bare = pattern.replace(/^\.\//, '').replace(/\/$/, '')
    return bare.includes('/') || /[*?[{]/.test(bare) ? [bare, `${bare}/**`] : [bare, `**/${bare}`, `**/${bare}/**`]
  })
  return picomatch(patterns, { dot: true })
}

async function walkFolders(walk: Walk): Promise<void> {
  const queue: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }]
  let listed = 0
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (walk.files.length >= MAX_FILES) {
      walk.notRead.push({ file: `${next.folder}/`, because: `more than ${MAX_FILES} files` })
      continue
    }
    if (++listed % FOLDERS_PER_TURN === 0) await new Promise(setImmediate)
    for (const folder of listFolder(walk, next.folder)) {
      if (next.depth < MAX_DEPTH) queue.push({ folder, depth: next.depth + 1 })
      else walk.notRead.push({ file: `${folder}/`, because: `nested deeper than ${MAX_DEPTH} folders` })
    }
  }
}

/** Adds the files of one folder and gives its folders. */
function listFolder(walk: Walk, folder: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(join(walk.root, folder), { withFileTypes: true })
  } catch {
    walk.notRead.push({ file: `${folder}/`, because: 'the folder cannot be read' })
    return []
  }
  if (folder !== '' && entries.some(({ name }) => name === VIRTUAL_ENVIRONMENT_MARK)) return []
  const folders: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (NEVER_READ.has(entry.name) && (entry.isDirectory() || entry.isSymbolicLink())) continue
    if (walk.isExcluded(path)) continue
    if (entry.isDirectory()) folders.push(path)
    else if (entry.isSymbolicLink()) addLink(walk, path)
    else if (entry.isFile()) addFile(walk, path)
    else walk.notRead.push({ file: path, because: 'neither a file nor a folder' })
  }
  return folders
}

function addFile(walk: Walk, path: string): void {
  try {
    const { size, mode } = lstatSync(join(walk.root, path))
    if (size > MAX_TREE_FILE_BYTES) walk.notRead.push({ file: path, because: `larger than ${MAX_TREE_FILE_BYTES / 1024 / 1024} MB` })
    else walk.files.push({ file: path, bytes: size, mode: process.platform === 'win32' ? null : mode & 0o777, ...gitStateOf(walk, path) })
  } catch {
    walk.notRead.push({ file: path, because: 'the file cannot be read' })
  }
}

function gitStateOf({ prefix, tracked, ignored }: Walk, path: string): Pick<TreeFile, 'isIgnoredByGit' | 'isTracked'> {
  const isTracked = tracked === null ? null : tracked.has(prefix + path)
  // Ignore rules say nothing about what is tracked already.
  return { isTracked, isIgnoredByGit: isTracked !== true && ignored.isIgnored(prefix + path) }
}

function addLink(walk: Walk, path: string): void {
  try {
    const to = realpathSync(join(walk.root, path))
    const below = relative(walk.root, to)
    if (below === '' || below.startsWith('..') || resolve(walk.root, below) !== to)
      walk.notRead.push({ file: path, because: 'a link that leads out of the tree' })
    else walk.links.push({ file: path, to: below.split(sep).join('/') })
  } catch {
    walk.notRead.push({ file: path, because: 'a link that leads nowhere' })
  }
}
