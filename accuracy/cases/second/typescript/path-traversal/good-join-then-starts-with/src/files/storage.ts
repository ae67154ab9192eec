import { createReadStream, type ReadStream } from 'node:fs'
import { resolve, sep } from 'node:path'

export class Storage {
  readonly #root: string

  constructor(root: string) {
    this.#root = resolve(root)
  }

  open(name: string): ReadStream {
    const target = resolve(this.#root, name)
    if (!target.startsWith(this.#root + sep)) throw new RangeError('outside of the storage')
    return createReadStream(target)
  }
}
