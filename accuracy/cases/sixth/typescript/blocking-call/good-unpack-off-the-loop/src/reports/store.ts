import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

const unpack = promisify(gunzip)

export class ReportStore {
  constructor(private readonly directory: string) {
  }

  async save(id: string, packed: Uint8Array): Promise<number> {
    const text = await unpack(packed, { maxOutputLength: 20_000_000 })
    await mkdir(this.directory, { recursive: true })
    await writeFile(join(this.directory, `${id}.json`), text)
    return text.byteLength
  }
}
