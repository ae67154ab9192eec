import { deflateRawSync } from 'node:zlib'

export interface ZipOptions {
  readonly isStored?: boolean
  /** Writes the directory's end as archives of more than 65,535 files do. */
  readonly isLarge?: boolean
  /** Claims this size for every file. */
  readonly claimedSize?: number
}

/** A zip archive of text files, as small as the format allows. */
export function zipArchive(files: Readonly<Record<string, string>>, options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const packed = options.isStored === true ? content : deflateRawSync(content)
    const method = options.isStored === true ? 0 : 8
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(options.claimedSize ?? content.length, 24)
    central.writeUInt16LE(Buffer.byteLength(name), 28)
    central.writeUInt32LE(offset, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const listed = Buffer.concat(directory)
  return Buffer.concat([...parts, listed, endOf(Object.keys(files).length, listed.length, offset, options.isLarge === true)])
}

function endOf(count: number, size: number, offset: number, isLarge: boolean): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(isLarge ? 0xffff : count, 10)
  end.writeUInt32LE(isLarge ? 0xffffffff : size, 12)
  end.writeUInt32LE(isLarge ? 0xffffffff : offset, 16)
  if (!isLarge) return end
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  return Buffer.concat([record, locator, end])
}
