import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

/** Bounds against archives that unpack to more than anybody meant (measured: OSV's largest record is below 2 MB). */
const MAX_ENTRIES = 2_000_000
const MAX_ENTRY_BYTES = 8 * 1024 * 1024
const MAX_TOTAL_BYTES = 8 * 1024 * 1024 * 1024
const MAX_DIRECTORY_BYTES = 512 * 1024 * 1024

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

export interface ZipEntry {
  readonly name: string
  readonly text: string
}

/** Thrown for what is no archive, or one that goes beyond its bounds. */
export class ZipError extends Error {
  override readonly name = 'ZipError'
}

interface CentralEntry {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** The text files of a zip archive whose name `wants` asks for, one at a time, in the order of its directory. */
export function* readZip(path: string, wants: (name: string) => boolean): Generator<ZipEntry> {
  const handle = openSync(path, 'r')
  try {
    const bytes = fstatSync(handle).size
    const read = (offset: number, length: number): Buffer => {
      if (offset < 0 || length < 0 || offset + length > bytes) throw new ZipError('the archive is cut off')
      const buffer = Buffer.allocUnsafe(length)
      for (let done = 0; done < length; ) {
        const count = readSync(handle, buffer, done, length - done, offset + done)
        if (count === 0) throw new ZipError('the archive is cut off')
        done += count
      }
      return buffer
    }
    let total = 0
    for (const entry of directoryOf(read, bytes)) {
      if (!wants(entry.name)) continue
      const content = contentOf(read, entry)
      total += content.length
      if (total > MAX_TOTAL_BYTES) throw new ZipError(`the archive unpacks to more than ${MAX_TOTAL_BYTES} bytes`)
      yield { name: entry.name, text: content.toString('utf8') }
    }
  } finally {
    closeSync(handle)
  }
}

type Read = (offset: number, length: number) => Buffer

function* directoryOf(read: Read, bytes: number): Generator<CentralEntry> {
  const { count, size, offset } = endOf(read, bytes)
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY_BYTES) throw new ZipError(`the archive lists more than ${MAX_ENTRIES} files`)
  const directory = read(offset, size)
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw new ZipError('the directory of the archive is broken')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ]
    const end = at + 46 + nameLength + extraLength + commentLength
    if (end > directory.length) throw new ZipError('the directory of the archive is broken')
    yield withLargeFields(directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at = end
  }
}

const NEEDS_64 = 0xffffffff

/** Sizes beyond 32 bits stand in an extra field, in a fixed order, each only when it is needed. */
function withLargeFields(extra: Buffer, entry: CentralEntry): CentralEntry {
  if (entry.size !== NEEDS_64 && entry.packed !== NEEDS_64 && entry.offset !== NEEDS_64) return entry
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1) {
      let field = at + 4
      const next = (value: number): number => {
        if (value !== NEEDS_64 || field + 8 > extra.length) return value
        field += 8
        return Number(extra.readBigUInt64LE(field - 8))
      }
      const size = next(entry.size)
      const packed = next(entry.packed)
      return { ...entry, size, packed, offset: next(entry.offset) }
    }
    at += 4 + length
  }
  return entry
}

interface End {
  readonly count: number
  readonly size: number
  readonly offset: number
}

/** The record at the end of an archive, which a comment of up to 64 KiB may follow. */
function endOf(read: Read, bytes: number): End {
  const length = Math.min(bytes, 22 + 0xffff)
  const tail = read(bytes - length, length)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue
    const end = { count: tail.readUInt16LE(at + 10), size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) }
    const isLarge = end.count === 0xffff || end.size === NEEDS_64 || end.offset === NEEDS_64
    return isLarge && at >= 20 && tail.readUInt32LE(at - 20) === LOCATOR_64 ? largeEndOf(read, tail.subarray(at - 20, at)) : end
  }
  throw new ZipError('this is no zip archive')
}

function largeEndOf(read: Read, locator: Buffer): End {
  const record = read(Number(locator.readBigUInt64LE(8)), 56)
  if (record.readUInt32LE(0) !== END_64) throw new ZipError('the directory of the archive is broken')
  return {
    count: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  }
}

function contentOf(read: Read, { name, method, flags, packed, size, offset }: CentralEntry): Buffer {
  if ((flags & ENCRYPTED) !== 0) throw new ZipError(`${name} is encrypted`)
  if (size > MAX_ENTRY_BYTES || packed > MAX_ENTRY_BYTES) throw new ZipError(`${name} is larger than ${MAX_ENTRY_BYTES} bytes`)
  const header = read(offset, 30)
  if (header.readUInt32LE(0) !== LOCAL) throw new ZipError('the directory of the archive is broken')
  const content = read(offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), packed)
  if (method === STORED) return content
  if (method !== DEFLATED) throw new ZipError(`${name} is packed by method ${method}, which is not read`)
  try {
    return inflateRawSync(content, { maxOutputLength: MAX_ENTRY_BYTES })
  } catch (error) {
    throw new ZipError(`${name} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`)
  }
}
