import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

export class Bucket {
  constructor(private readonly directory: string) {}

  async open(key: string) {
    const file = join(this.directory, key)
    const info = await stat(file).catch(() => null)
    if (!info?.isFile()) return null
    return { size: info.size, stream: createReadStream(file) }
  }
}
