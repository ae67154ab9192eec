import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TreeFile } from '../../model/facts/target.ts'

/** No configuration that a person wrote is larger. */
const MAX_CONFIGURATION_BYTES = 1024 * 1024

/** The text of a configuration file without a byte order mark; null when it is too large, binary or unreadable. */
export function readConfiguration(root: string, { file, bytes }: TreeFile): string | null {
  if (bytes > MAX_CONFIGURATION_BYTES) return null
  try {
    const text = readFileSync(join(root, file), 'utf8')
    return text.includes('\0') ? null : text.replace(/^\uFEFF/, '')
  } catch {
    return null
  }
}

/** The last part of a path. */
export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

/** The folder of a path, empty at the root. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/')
  return slash < 0 ? '' : file.slice(0, slash)
}
