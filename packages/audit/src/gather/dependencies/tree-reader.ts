import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TreeFact } from '../../model/facts/target.ts'

const MAX_BYTES = 64 * 1024 * 1024

/** Files of the tree that were listed as readable; nothing else is opened. */
export class TreeReader {
  readonly #root: string
  readonly #files: ReadonlyMap<string, number>

  constructor(root: string, tree: TreeFact) {
    this.#root = root
    this.#files = new Map(tree.files.map(({ file, bytes }) => [file, bytes]))
  }

  /** The text of a file; null when it is not there, too large or unreadable. PowerShell's `>` writes UTF-16. */
  read(file: string): string | null {
    const bytes = this.#files.get(file)
    if (bytes === undefined || bytes > MAX_BYTES) return null
    try {
      const content = readFileSync(join(this.#root, file))
      const isUtf16 = content[0] === 0xff && content[1] === 0xfe
      return content.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '')
    } catch {
      return null
    }
  }

  /** The nearest lock in the folder of a file or above it: workspaces share one at their root. */
  lockAbove(file: string, names: readonly string[]): string | null {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const found = names.map((name) => (folder === '.' ? name : `${folder}/${name}`)).find((path) => this.#files.has(path))
      if (found !== undefined) return found
      if (folder === '.' || folder === '/') return null
    }
  }
}
