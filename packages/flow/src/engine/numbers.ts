import type { IrFunction } from '../ir/ir.ts'
import type { Label } from './value.ts'

/** How a value came from another, when a condition on the one says something of the other. */
export type Relation = 'path' | 'host' | 'scheme' | 'text' | 'suffix' | 'segments' | 'prefix' | 'type' | 'parsed'

const FIRST_ROOT = 2
const MOST_ROOTS = 64

export interface Related {
  readonly base: number
  readonly relation: Relation
  /** Of what paths have in common: where all of them came from. */
  readonly among?: readonly Label[]
}

/**
 * Value numbers: two slots with the same number hold the same value. The receiver and the parameters of every function share the low
 * numbers, so that facts on them are translated at calls; each slot of each function has its own; members have one for each key.
 */
export class Numbers {
  #next = FIRST_ROOT + MOST_ROOTS
  readonly #bases = new Map<IrFunction, number>()
  readonly #members = new Map<number, Map<string, number>>()
  readonly #parents = new Map<number, { readonly base: number; readonly key: string }>()
  readonly #relations = new Map<number, Related>()

  /** Number of parameter `root`; -1 is the receiver. 0 when there are too many. */
  root(root: number): number {
    return root + 1 < MOST_ROOTS ? FIRST_ROOT + root + 1 : 0
  }

  /** Root of a parameter's number, null for other numbers. */
  rootOf(number: number): number | null {
    return number >= FIRST_ROOT && number < FIRST_ROOT + MOST_ROOTS ? number - FIRST_ROOT - 1 : null
  }

  slot(owner: IrFunction, slot: number): number {
    let base = this.#bases.get(owner)
    if (base === undefined) {
      base = this.#next
      this.#next += owner.slotCount
      this.#bases.set(owner, base)
    }
    return base + slot
  }

  /** The slot of that function which the number stands for; null when it stands for something else. */
  slotIn(owner: IrFunction, number: number): number | null {
    const base = this.#bases.get(owner)
    return base !== undefined && number >= base && number < base + owner.slotCount ? number - base : null
  }

  /** A number that nothing else has. */
  fresh(): number {
    return this.#next++
  }

  member(base: number, key: string): number {
    if (base === 0) return 0
    let keys = this.#members.get(base)
    if (keys === undefined) {
      keys = new Map()
      this.#members.set(base, keys)
    }
    let number = keys.get(key)
    if (number === undefined) {
      number = this.#next++
      keys.set(key, number)
      this.#parents.set(number, { base, key })
    }
    return number
  }

  parent(number: number): { readonly base: number; readonly key: string } | undefined {
    return this.#parents.get(number)
  }

  relate(number: number, base: number, relation: Relation, among?: readonly Label[]): void {
    if (number !== 0 && base !== 0 && number !== base)
      this.#relations.set(number, among === undefined ? { base, relation } : { base, relation, among })
  }

  relation(number: number): Related | undefined {
    return this.#relations.get(number)
  }

  /** Root and keys of a number that was read from a parameter. */
  path(number: number): { readonly root: number; readonly keys: readonly string[] } | null {
    const keys: string[] = []
    let at = number
    for (let depth = 0; depth < 8; depth++) {
      const root = this.rootOf(at)
      if (root !== null) return { root, keys: keys.reverse() }
      const parent = this.#parents.get(at)
      if (parent === undefined) return null
      keys.push(parent.key)
      at = parent.base
    }
    return null
  }
}
