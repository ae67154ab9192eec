import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeText } from './decode-text.ts'
import { leftOutByContent } from './left-out.ts'
import type { ListedFile } from './list-files.ts'

/** More text than this is not held in memory at once. */
const MAX_TOTAL_BYTES = 400_000_000

/** A listed file with what it holds. */
export interface SourceFile extends ListedFile {
  /** '' when the file is left out. */
  readonly text: string
  /** Hash of the text; '' when the file is left out. */
  readonly hash: string
  readonly lines: number
}

/** Reads listed files in their order; what cannot be read, or is no source after all, becomes left out. */
export async function readSources(root: string, listed: readonly ListedFile[]): Promise<readonly SourceFile[]> {
  const sources: SourceFile[] = []
  let total = 0
  for (const file of listed) {
    if (file.leftOut === '') total += file.bytes
    const tooMuch = total > MAX_TOTAL_BYTES ? `more than ${MAX_TOTAL_BYTES} bytes of source` : ''
    sources.push(file.leftOut === '' && tooMuch === '' ? await readSource(root, file) : leave(file, file.leftOut || tooMuch))
  }
  return sources
}

async function readSource(root: string, file: ListedFile): Promise<SourceFile> {
  const bytes = await readFile(join(root, file.file)).catch(() => null)
  if (bytes === null) return leave(file, 'the file cannot be read')
  const text = decodeText(bytes)
  if (text === null) return leave(file, 'binary data')
  const because = leftOutByContent(file.file, text)
  if (because !== null) return leave(file, because)
  return { ...file, text, hash: createHash('sha256').update(text).digest('hex'), lines: countLines(text) }
}

function leave(file: ListedFile, because: string): SourceFile {
  return { ...file, leftOut: because, text: '', hash: '', lines: 0 }
}

function countLines(text: string): number {
  if (text === '') return 0
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < text.length - 1; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
