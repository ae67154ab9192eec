import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export class ReportStore {
  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true })
  }

  async save(id: string, packed: Uint8Array): Promise<number> {
    const text = gunzipSync(packed, { maxOutputLength: 20_000_000 })
    writeFileSync(join(this.directory, `${id}.json`), text)
    return text.byteLength
  }
}
