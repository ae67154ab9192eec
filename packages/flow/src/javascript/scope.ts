import type { FunctionIndex, Slot } from '../ir/ir.ts'

/** What a name stands for. */
export interface Binding {
  readonly function: FunctionIndex
  readonly slot: Slot
  /** Set for names bound by an ES import, so that exporting them again is seen as such. */
  readonly imported: { readonly from: string; readonly name: string | null } | null
  /** The name of a function expression inside itself: that function, made anew where it is read; else -1. */
  readonly itself: FunctionIndex
}

/** A lexical scope: a function's, a block's, a class's. Names never leave it, so lookups are by walking outwards. */
export class Scope {
  readonly parent: Scope | null
  /** Made with the first name: many scopes bind none. */
  #names: Map<string, Binding> | null = null

  constructor(parent: Scope | null) {
    this.parent = parent
  }

  declare(name: string, binding: Binding): void {
    this.#names ??= new Map()
    this.#names.set(name, binding)
  }

  own(name: string): Binding | undefined {
    return this.#names?.get(name)
  }

  /** The innermost binding of `name`; undefined for a global. */
  find(name: string): Binding | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const binding = scope.#names?.get(name)
      if (binding !== undefined) return binding
    }
    return undefined
  }
}
