import { type ContextPath, ELEMENT } from './template.ts'

/** The names that a template binds itself, innermost scope last. */
export class Names {
  readonly #scopes: Map<string, ContextPath | null>[] = [new Map()]

  open(): void {
    this.#scopes.push(new Map())
  }

  close(): void {
    if (this.#scopes.length > 1) this.#scopes.pop()
  }

  /** Null: the name holds nothing from the given values. */
  bind(name: string, path: ContextPath | null): void {
    this.#scopes.at(-1)?.set(name, path)
  }

  bindElement(name: string, list: ContextPath | null): void {
    this.bind(name, list === null ? null : [...list, ELEMENT])
  }

  /** The path from the given values; null when it starts at a name that holds none of them. */
  resolve(path: ContextPath): ContextPath | null {
    const [root = '', ...rest] = path
    for (let index = this.#scopes.length - 1; index >= 0; index--) {
      const bound = this.#scopes[index]?.get(root)
      if (bound === null) return null
      if (bound !== undefined) return [...bound, ...rest]
    }
    return path
  }

  /** All that is bound here. */
  visible(): ReadonlyMap<string, ContextPath | null> {
    return new Map(this.#scopes.flatMap((scope) => [...scope]))
  }
}
