import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'

export class DiskStorage {
  constructor(private readonly root: string) {}

  private locate(folder: string, name: string): string {
    return join(this.root, folder, name)
  }

  has(folder: string, name: string): Promise<boolean> {
    return access(this.locate(folder, name)).then(
      () => true,
      () => false,
    )
  }

  read(folder: string, name: string) {
    return createReadStream(this.locate(folder, name))
  }
}
