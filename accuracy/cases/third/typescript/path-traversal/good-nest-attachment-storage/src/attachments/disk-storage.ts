import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { resolve, sep } from 'node:path'

export class DiskStorage {
  constructor(private readonly root: string) {}

  private locate(folder: string, name: string): string {
    const base = resolve(this.root, folder)
    const path = resolve(base, name)
    if (!path.startsWith(base + sep)) throw new RangeError('The name leaves the folder')
    return path
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
