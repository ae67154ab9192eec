import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceAnalysis } from '../facts.ts'
import type { ModuleLayout } from '../modules/layout.ts'
import type { SourceFile } from './read-sources.ts'

/** Rises with every change of what analysis yields, so that no older result is taken for one of today. */
const RESULT_VERSION = 1
const KEPT_RESULTS = 8

/** Names the result of analysing exactly these sources with this layout of modules. */
export function resultKey(sources: readonly SourceFile[], layout: ModuleLayout): string {
  const hash = createHash('sha256')
  hash.update(`${RESULT_VERSION}\0${JSON.stringify({ ...layout, files: [] })}\0`)
  for (const source of sources) hash.update(`${source.file}\0${source.role}\0${source.leftOut}\0${source.hash}\0`)
  return hash.digest('hex')
}

/** The stored result; null when there is none, or it cannot be read. */
export async function readResult(directory: string, key: string): Promise<SourceAnalysis | null> {
  const text = await readFile(resultPath(directory, key), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return JSON.parse(text) as SourceAnalysis
  } catch {
    return null
  }
}

/** Stores a result and drops all but the newest few; a cache that cannot be written is no error. */
export async function writeResult(directory: string, key: string, analysis: SourceAnalysis): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
    const path = resultPath(directory, key)
    const partial = `${path}.${process.pid}.partial`
    await writeFile(partial, JSON.stringify(analysis))
    await rename(partial, path)
    await dropOld(directory)
  } catch {
    // Analysis is complete without its cache.
  }
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
