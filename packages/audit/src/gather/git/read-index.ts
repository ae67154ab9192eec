import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from './find-repository.ts'

const MAX_INDEX_BYTES = 256 * 1024 * 1024
const SIGNATURE = 0x44495243
const HEADER_BYTES = 12
/** Stat data before the object id, see gitformat-index. */
const STAT_BYTES = 40
const EXTENDED = 0x4000

/** Paths in the index of a repository, relative to its top; null when there is no index that we can read. */
export function readIndex({ gitFolder, commonFolder }: Repository): Set<string> | null {
  try {
    const path = join(gitFolder, 'index')
    if (statSync(path).size > MAX_INDEX_BYTES) return null
    return indexPaths(readFileSync(path), objectIdBytes(commonFolder))
  } catch {
    return null
  }
}

/** 32 in a repository that says `objectformat = sha256`, else 20. */
function objectIdBytes(commonFolder: string): number {
  try {
    return /^\s*objectformat\s*=\s*sha256\s*$/im.test(readFileSync(join(commonFolder, 'config'), 'utf8')) ? 32 : 20
  } catch {
    return 20
  }
}

/** The paths of an index file of version 2, 3 or 4; null when it is not one. */
export function indexPaths(bytes: Buffer, idBytes = 20): Set<string> | null {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(0) !== SIGNATURE) return null
  const version = bytes.readUInt32BE(4)
  if (version < 2 || version > 4) return null
  const paths = new Set<string>()
  let previous: Buffer = Buffer.alloc(0)
  let at = HEADER_BYTES
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + STAT_BYTES + idBytes
    if (flagsAt + 2 > bytes.length) return null
    let nameAt = flagsAt + 2
    if (version >= 3 && (bytes.readUInt16BE(flagsAt) & EXTENDED) !== 0) nameAt += 2
    let kept: Buffer = Buffer.alloc(0)
    if (version === 4) {
      const { value, next } = offsetAt(bytes, nameAt)
      if (value > previous.length) return null
      kept = previous.subarray(0, previous.length - value)
      nameAt = next
    }
    const end = bytes.indexOf(0, nameAt)
    if (end < 0) return null
    previous = version === 4 ? Buffer.concat([kept, bytes.subarray(nameAt, end)]) : bytes.subarray(nameAt, end)
    paths.add(previous.toString('utf8'))
    // Entries before version 4 are padded with 1 to 8 zero bytes to a multiple of eight.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7)
  }
  return paths
}

/** The variable-length number of a version 4 entry. */
function offsetAt(bytes: Buffer, from: number): { value: number; next: number } {
  let at = from
  let byte = bytes[at++] ?? 0
  let value = byte & 0x7f
  while ((byte & 0x80) !== 0 && at < bytes.length && value < 2 ** 24) {
    byte = bytes[at++] ?? 0
    value = ((value + 1) << 7) | (byte & 0x7f)
  }
  return { value, next: at }
}
