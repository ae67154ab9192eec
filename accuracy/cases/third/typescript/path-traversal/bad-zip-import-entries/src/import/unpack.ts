import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

const openBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer)
const MAX_ENTRIES = 500
const MAX_BYTES = 50 * 1024 * 1024

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  const queue: Entry[] = []
  let wake = () => {}
  let done = false
  zip.on('entry', (entry: Entry) => {
    queue.push(entry)
    wake()
  })
  zip.on('end', () => {
    done = true
    wake()
  })
  zip.readEntry()
  while (true) {
    const entry = queue.shift()
    if (entry) {
      yield entry
      zip.readEntry()
    } else if (done) {
      return
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}

export async function unpack(archive: Buffer, target: string): Promise<string[]> {
  const zip = await openBuffer(archive, { lazyEntries: true, decodeStrings: false })
  const openStream = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>
  const written: string[] = []
  let bytes = 0
  for await (const entry of entriesOf(zip)) {
    const name = entry.fileName.toString()
    if (name.endsWith('/')) continue
    bytes += entry.uncompressedSize
    if (written.length >= MAX_ENTRIES || bytes > MAX_BYTES) throw new RangeError('The archive is too large')
    const destination = join(target, name)
    await mkdir(dirname(destination), { recursive: true })
    await pipeline(await openStream(entry), createWriteStream(destination))
    written.push(name)
  }
  return written
}
