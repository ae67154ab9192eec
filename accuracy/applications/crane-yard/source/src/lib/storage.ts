import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { config } from '../config'
import { newKey } from './codes'

const KINDS: Record<string, string> = { 'application/pdf': '.pdf', 'image/png': '.png', 'image/jpeg': '.jpg' }

class LocalStorage {
  constructor(private readonly root: string) {}

  async put(content: Buffer, type: string): Promise<string> {
    const extension = KINDS[type]
    if (!extension) throw Object.assign(new Error('Only PDF and pictures are kept'), { status: 415 })
    const key = newKey() + extension
    await mkdir(this.root, { recursive: true })
    await writeFile(path.join(this.root, key), content)
    return key
  }

  open(key: string): ReadStream {
    return createReadStream(path.join(this.root, key))
  }

  pathOf(key: string): string {
    return path.join(this.root, path.basename(key))
  }
}

export const storage = new LocalStorage(config.storageRoot)
