import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { lstat, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceAnalysis } from '../facts.ts'
import type { ModuleLayout } from '../modules/layout.ts'
import type { TemplateFile } from '../templates/template.ts'
import type { SourceFile } from './read-sources.ts'

const KEPT_RESULTS = 16
/** A folder that others may write to is no place for what is believed later. */
const WRITABLE_BY_OTHERS = 0o022

/**
 * The folder as a cache of results, made when it is not there; null when what lies in it cannot be trusted: it belongs to the analysed
 * tree, to another user, or others may write to it. Never throws.
 */
export async function openResultCache(directory: string, root: string): Promise<string | null> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const folder = await realpath(directory)
    const below = relative(root, folder)
    if (below === '' || !(below.startsWith('..') || isAbsolute(below))) return null
    const { uid, mode } = await lstat(folder)
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & WRITABLE_BY_OTHERS) !== 0)) return null
    return folder
  } catch {
    return null
  }
}

/** Names the result of analysing exactly these sources and templates with this layout of modules by exactly this analyser. */
export function resultKey(
  sources: readonly SourceFile[],
  templates: readonly TemplateFile[],
  layout: ModuleLayout,
  isPublished: boolean,
): string {
  const hash = createHash('sha256')
  hash.update(`${analyserDigest()}\0${JSON.stringify({ ...layout, files: [] })}\0${isPublished}\0`)
  for (const source of sources) hash.update(`${source.file}\0${source.role}\0${source.leftOut}\0${source.hash}\0`)
  for (const { file, text } of templates) hash.update(`${file}\0${text}\0`)
  return hash.digest('hex')
}

let digest: string | undefined

/** Of the analyser's own code, so that no result of another version is taken for one of this. */
function analyserDigest(): string {
  if (digest !== undefined) return digest
  const home = fileURLToPath(new URL('..', import.meta.url))
  const hash = createHash('sha256')
  for (const file of globSync('**/*.{ts,js}', { cwd: home }).sort()) hash.update(`${file}\0`).update(readFileSync(join(home, file)))
  digest = hash.update(process.versions.v8).digest('hex')
  return digest
}

/** The stored result; null when there is none, or it is not whole. */
export async function readResult(directory: string, key: string): Promise<SourceAnalysis | null> {
  const text = await readFile(resultPath(directory, key), 'utf8').catch(() => '')
  const end = text.indexOf('\n')
  if (end === -1) return null
  const body = text.slice(end + 1)
  if (text.slice(0, end) !== checksum(key, body)) return null
  return JSON.parse(body) as SourceAnalysis
}

/** Stores a result and drops all but the newest few; a cache that cannot be written is no error. */
export async function writeResult(directory: string, key: string, analysis: SourceAnalysis): Promise<void> {
  try {
    const path = resultPath(directory, key)
    const partial = `${path}.${process.pid}.partial`
    const body = JSON.stringify(analysis)
    await writeFile(partial, `${checksum(key, body)}\n${body}`, { mode: 0o600 })
    await rename(partial, path)
    await dropOld(directory)
  } catch {
    // Analysis is complete without its cache.
  }
}

/** Belongs to the key too: a file under another name is no answer. */
function checksum(key: string, body: string): string {
  return createHash('sha256').update(`${key}\0${body}`).digest('hex')
}

async function dropOld(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => /^flow-[0-9a-f]{64}\.json$/.test(name))
  if (names.length <= KEPT_RESULTS) return
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })))
  aged.sort((a, b) => b.at - a.at)
  for (const { name } of aged.slice(KEPT_RESULTS)) await rm(join(directory, name), { force: true })
}

function resultPath(directory: string, key: string): string {
  return join(directory, `flow-${key}.json`)
}
