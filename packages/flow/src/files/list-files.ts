import { open, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import type { Language } from '../ir/ir.ts'
import { isTemplate } from '../templates/read-template.ts'
import { globMatcher } from './glob.ts'
import { languageOf, shebangLanguage } from './language.ts'
import { leftOutByName, leftOutFolder, VIRTUAL_ENVIRONMENT_MARK } from './left-out.ts'
import { type FileRole, isBrowserPackage, roleOf } from './role.ts'

/** Larger sources are data or bundles in all code we have seen; the parsers' cost is bounded by it. */
export const MAX_FILE_BYTES = 2_000_000
const MAX_FILES = 40_000
const MAX_DEPTH = 64
const MAX_MANIFEST_BYTES = 1_000_000

export interface ListedFile {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  readonly language: Language
  readonly role: FileRole
  readonly bytes: number
  /** Why it will not be read; empty when it will. */
  readonly leftOut: string
}

export interface ListOptions {
  readonly root: string
  /** Only these, relative to the root; the tree is walked when absent. */
  readonly files?: readonly string[]
  /** Globs relative to the root (`*`, `**`, `?`), or names of folders. */
  readonly exclude?: readonly string[]
}

/** What lies in a tree, in the order of the names. */
export interface ListedTree {
  /** The sources, and what was left out, each with its reason. */
  readonly files: readonly ListedFile[]
  /** Template files of the application, relative to the root. */
  readonly templates: readonly string[]
}

/** The source files below a root in the order of their names, and what was left out, each with its reason. */
export const listFiles = async (options: ListOptions): Promise<readonly ListedFile[]> => (await listTree(options)).files

/** The source and template files below a root. */
export async function listTree(options: ListOptions): Promise<ListedTree> {
  const walk: Walk = {
    root: await realpath(resolve(options.root)),
    excluded: globMatcher(options.exclude ?? []),
    listed: [],
    templates: [],
    browser: new Map(),
  }
  if (options.files === undefined) await walkFolder(walk, '', 0)
  else for (const file of [...new Set(options.files)]) await listNamed(walk, normal(file))
  return {
    files: walk.listed.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
    templates: walk.templates.sort(),
  }
}

interface Walk {
  readonly root: string
  readonly excluded: (file: string) => boolean
  readonly listed: ListedFile[]
  readonly templates: string[]
  /** Folders with a package manifest, and whether it is that of a browser application. */
  readonly browser: Map<string, boolean>
}

function normal(file: string): string {
  return file
    .split(sep)
    .join('/')
    .replace(/^(?:\.\/)+/, '')
}

async function walkFolder(walk: Walk, folder: string, depth: number): Promise<void> {
  const entries = await readdir(join(walk.root, folder), { withFileTypes: true }).catch(() => null)
  if (entries === null) {
    leaveOut(walk, `${folder}/`, 'javascript', 'the folder cannot be read')
    return
  }
  const names = entries.map((entry) => entry.name).sort()
  if (folder !== '' && names.includes(VIRTUAL_ENVIRONMENT_MARK)) {
    leaveOut(walk, `${folder}/`, 'python', 'installed packages')
    return
  }
  await readManifest(walk, folder, names)
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (walk.excluded(path)) {
      const language = entry.isFile() ? languageOf(entry.name) : null
      if (language !== null) leaveOut(walk, path, language, 'excluded by the call')
      else if (entry.isDirectory()) leaveOut(walk, `${path}/`, 'javascript', 'excluded by the call')
    } else if (entry.isSymbolicLink()) await listLink(walk, path)
    else if (entry.isDirectory()) await enterFolder(walk, path, entry.name, names, depth)
    else if (entry.isFile()) await listFile(walk, path)
  }
}

async function enterFolder(walk: Walk, path: string, name: string, siblings: readonly string[], depth: number): Promise<void> {
  const leftOut = leftOutFolder(name, siblings)
  if (leftOut === 'silent') return
  if (leftOut !== null) leaveOut(walk, `${path}/`, leftOut.language, leftOut.because)
  else if (depth >= MAX_DEPTH) leaveOut(walk, `${path}/`, 'javascript', `folders nest deeper than ${MAX_DEPTH}`)
  else await walkFolder(walk, path, depth + 1)
}

/** A link inside the tree names what is listed anyway; one that leaves it is reported and never followed. */
async function listLink(walk: Walk, path: string): Promise<void> {
  const language = languageOf(path)
  const target = await realpath(join(walk.root, path)).catch(() => null)
  if (target === null) {
    if (language !== null) leaveOut(walk, path, language, 'a symbolic link that leads nowhere')
    return
  }
  if (target === walk.root || target.startsWith(walk.root + sep)) return
  leaveOut(walk, path, language ?? 'javascript', 'a symbolic link that leaves the tree')
}

async function listFile(walk: Walk, path: string): Promise<void> {
  if (isTemplate(path) && roleOf(path) === 'application' && leftOutByName(path) === null) {
    walk.templates.push(path)
    return
  }
  const language = languageOf(path) ?? (await languageOfScript(walk, path))
  if (language === null) return
  const info = await stat(join(walk.root, path)).catch(() => null)
  if (info === null) {
    leaveOut(walk, path, language, 'the file cannot be read')
    return
  }
  const role = languageRole(walk, path, language)
  let because = leftOutByName(path) ?? ''
  if (because === '' && info.size > MAX_FILE_BYTES) because = `larger than ${MAX_FILE_BYTES} bytes`
  if (because === '' && walk.listed.length >= MAX_FILES) because = `more than ${MAX_FILES} files`
  walk.listed.push({ file: path, language, role, bytes: info.size, leftOut: because })
}

/** A file named by the caller: taken as it is, so long as it lies below the root. */
async function listNamed(walk: Walk, file: string): Promise<void> {
  const language = languageOf(file) ?? (isTemplate(file) ? 'javascript' : await languageOfScript(walk, file))
  if (language === null) return
  const target = await realpath(join(walk.root, file)).catch(() => null)
  if (target === null) leaveOut(walk, file, language, 'the file cannot be read')
  else if (!target.startsWith(walk.root + sep)) leaveOut(walk, file, language, 'it lies outside the tree')
  else if (walk.excluded(file)) leaveOut(walk, file, language, 'excluded by the call')
  else {
    for (const folder of foldersAbove(file)) if (!walk.browser.has(folder)) await readManifest(walk, folder, ['package.json'])
    await listFile(walk, normal(relative(walk.root, join(walk.root, file))))
  }
}

async function languageOfScript(walk: Walk, path: string): Promise<Language | null> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.includes('.')) return null
  const handle = await open(join(walk.root, path), 'r').catch(() => null)
  if (handle === null) return null
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(160), 0, 160, 0)
    return shebangLanguage(buffer.toString('latin1', 0, bytesRead))
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

async function readManifest(walk: Walk, folder: string, names: readonly string[]): Promise<void> {
  if (!names.includes('package.json')) return
  const path = join(walk.root, folder, 'package.json')
  const info = await stat(path).catch(() => null)
  if (info === null || !info.isFile() || info.size > MAX_MANIFEST_BYTES) return
  walk.browser.set(folder, isBrowserPackage(await readFile(path, 'utf8').catch(() => '')))
}

function languageRole(walk: Walk, path: string, language: Language): FileRole {
  const role = roleOf(path)
  if (language !== 'javascript' || role !== 'application') return role
  for (const folder of foldersAbove(path)) {
    const isBrowser = walk.browser.get(folder)
    if (isBrowser !== undefined) return isBrowser ? 'browser' : role
  }
  return role
}

/** The folders that hold a path, innermost first; the root is ''. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end))
  folders.push('')
  return folders
}

function leaveOut(walk: Walk, file: string, language: Language, because: string): void {
  walk.listed.push({ file, language, role: roleOf(file), bytes: 0, leftOut: because })
}
