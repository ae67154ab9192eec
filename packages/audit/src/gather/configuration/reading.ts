import type { TreeFact, TreeFile } from '../../model/facts/target.ts'
import { readConfiguration } from './read-file.ts'

/** Reads each file of a tree at most once and remembers what could not be parsed. */
export class Reading {
  readonly root: string
  readonly tree: TreeFact
  readonly #texts = new Map<string, string | null>()
  readonly #unparsed = new Map<string, string>()

  constructor(root: string, tree: TreeFact) {
    this.root = root
    this.tree = tree
  }

  /** Files whose path matches, in the order of the tree. */
  files(pattern: RegExp): TreeFile[] {
    return this.tree.files.filter(({ file }) => pattern.test(file))
  }

  text(file: TreeFile): string | null {
    let text = this.#texts.get(file.file)
    if (text === undefined) {
      text = readConfiguration(this.root, file)
      this.#texts.set(file.file, text)
      if (text === null) this.fail(file.file, 'too large, binary or unreadable')
    }
    return text
  }

  fail(file: string, because: string): void {
    this.#unparsed.set(file, because)
  }

  unparsed(): { file: string; because: string }[] {
    return [...this.#unparsed].map(([file, because]) => ({ file, because })).sort((a, b) => (a.file < b.file ? -1 : 1))
  }

  /** Parses every matching file; an `error` is remembered, null passed over. */
  parseAll<T>(pattern: RegExp, parse: (file: TreeFile, text: string) => T | { readonly error: string } | null): T[] {
    return this.files(pattern).flatMap((file): T[] => {
      const text = this.text(file)
      if (text === null) return []
      const parsed = parse(file, text)
      if (parsed === null) return []
      if (typeof parsed === 'object' && 'error' in (parsed as object)) {
        this.fail(file.file, (parsed as { readonly error: string }).error)
        return []
      }
      return [parsed as T]
    })
  }
}
