import { NONE, withEntry } from '../none.ts'
import type { ObjectState } from './state.ts'

/** Layers up to this size are copied rather than stacked. */
const SMALL = 8

/** What is read of a set of containers. */
export interface Containers {
  get(id: number): ObjectState | undefined
  [Symbol.iterator](): Iterator<[number, ObjectState]>
}

/**
 * Containers by their id, as a stack of layers of which only the upmost is written to. A copy shares the layers below, so that it costs
 * what was written since the last one, not what there is. Each layer has more than twice the size of the one above it.
 */
export class Heap implements Containers {
  readonly #below: Heap | null
  #own: ReadonlyMap<number, ObjectState>

  constructor(below: Heap | null = null, own: ReadonlyMap<number, ObjectState> = NONE) {
    this.#below = below
    this.#own = own
  }

  get(id: number): ObjectState | undefined {
    let layer: Heap | null = this
    do {
      const found = layer.#own.get(id)
      if (found !== undefined) return found
      layer = layer.#below
    } while (layer !== null)
    return undefined
  }

  has(id: number): boolean {
    return this.get(id) !== undefined
  }

  /** Only for who has not copied this one since. */
  set(id: number, object: ObjectState): void {
    this.#own = withEntry(this.#own, id, object)
  }

  /** The same containers; this heap must not be written to any more. */
  copy(): Heap {
    if (this.#own.size <= SMALL) return new Heap(this.#below, this.#own.size === 0 ? NONE : new Map(this.#own))
    let below: Heap | null = this.#below
    if (below === null || below.#own.size > 2 * this.#own.size) return new Heap(this)
    const layers: ReadonlyMap<number, ObjectState>[] = [this.#own]
    let size = this.#own.size
    while (below !== null && below.#own.size <= 2 * size) {
      layers.push(below.#own)
      size += below.#own.size
      below = below.#below
    }
    return new Heap(new Heap(below, merged(layers)))
  }

  /** Ids of which the two may differ: this heap's, then those that only the other has, each in the order in which they were first set. */
  differing(other: Heap): { readonly here: readonly number[]; readonly there: readonly number[] } {
    const common = this.#commonLayer(other)
    return { here: this.#idsAbove(common), there: other.#idsAbove(common) }
  }

  #commonLayer(other: Heap): Heap | null {
    for (let mine: Heap | null = this; mine !== null; mine = mine.#below) {
      for (let theirs: Heap | null = other; theirs !== null; theirs = theirs.#below) if (mine === theirs) return mine
    }
    return null
  }

  #idsAbove(common: Heap | null): readonly number[] {
    if (this === common) return NO_IDS
    if (this.#below === common) return this.#own.size === 0 ? NO_IDS : [...this.#own.keys()]
    const layers: ReadonlyMap<number, ObjectState>[] = []
    for (let layer: Heap | null = this; layer !== null && layer !== common; layer = layer.#below) layers.push(layer.#own)
    const ids = new Set(layers.at(-1)?.keys())
    for (let at = layers.length - 2; at >= 0; at--) for (const id of layers[at]?.keys() ?? []) ids.add(id)
    return [...ids]
  }

  /** Ids of shadows, in the order in which they were first set. */
  shadows(): ReadonlySet<number> {
    const layers: ReadonlyMap<number, ObjectState>[] = []
    for (let layer: Heap | null = this; layer !== null; layer = layer.#below) if (layer.#own.size > 0) layers.push(layer.#own)
    const ids = new Set<number>()
    for (let at = layers.length - 1; at >= 0; at--) for (const id of layers[at]?.keys() ?? []) if (id < 0) ids.add(id)
    return ids
  }

  /** In the order in which ids were first set. */
  [Symbol.iterator](): Iterator<[number, ObjectState]> {
    if (this.#below === null) return this.#own[Symbol.iterator]()
    const layers: ReadonlyMap<number, ObjectState>[] = []
    for (let layer: Heap | null = this; layer !== null; layer = layer.#below) layers.push(layer.#own)
    return merged(layers)[Symbol.iterator]()
  }
}

const NO_IDS: readonly number[] = []

/** One layer of several, given from the upmost down. */
function merged(layers: readonly ReadonlyMap<number, ObjectState>[]): Map<number, ObjectState> {
  const all = new Map(layers.at(-1))
  for (let at = layers.length - 2; at >= 0; at--) for (const [id, object] of layers[at] ?? []) all.set(id, object)
  return all
}
