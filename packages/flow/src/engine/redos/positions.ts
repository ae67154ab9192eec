import type { CharacterSet, RegexNode } from './regex-tree.ts'

/** A step from one character of a pattern to the next; `ways` is 2 when there are several ways to take it. */
export interface Step {
  readonly to: number
  readonly ways: number
}

/** The characters of a pattern (position 0 is the beginning) and what may follow each. */
export interface Positions {
  readonly sets: readonly CharacterSet[]
  readonly steps: readonly (readonly Step[])[]
}

const MOST_POSITIONS = 90
const MOST_WALK = 20_000

interface Arrow {
  readonly to: number
  /** Position that is read on the way; -1 reads nothing. */
  readonly position: number
}

/** The automaton without empty moves; null when the pattern is too large. */
export function positionsOf(root: RegexNode): Positions | null {
  const graph = new Graph()
  const start = graph.node()
  const end = graph.build(root, start)
  if (end < 0 || graph.sets.length > MOST_POSITIONS) return null
  const steps: Step[][] = []
  let walked = 0
  const after = [start, ...graph.afterPosition.slice(1)]
  for (const from of after) {
    const arrived = new Map<number, number>()
    const used = new Set<Arrow>()
    const walk = (node: number): void => {
      for (const arrow of graph.arrows[node] ?? []) {
        if (walked++ > MOST_WALK) return
        if (used.has(arrow)) continue
        if (arrow.position >= 0) {
          arrived.set(arrow.position, Math.min(2, (arrived.get(arrow.position) ?? 0) + 1))
          continue
        }
        used.add(arrow)
        walk(arrow.to)
        used.delete(arrow)
      }
    }
    walk(from)
    if (walked > MOST_WALK) return null
    steps.push([...arrived].map(([to, ways]) => ({ to, ways })))
  }
  return { sets: graph.sets, steps }
}

class Graph {
  readonly arrows: Arrow[][] = []
  readonly sets: CharacterSet[] = [0n]
  readonly afterPosition: number[] = [0]
  #isTooLarge = false

  node(): number {
    this.arrows.push([])
    if (this.arrows.length > 4_000) this.#isTooLarge = true
    return this.arrows.length - 1
  }

  #link(from: number, to: number): void {
    this.arrows[from]?.push({ to, position: -1 })
  }

  /** Adds the node after `from`; the end of it, -1 when the pattern is too large. */
  build(tree: RegexNode, from: number): number {
    if (this.#isTooLarge || this.sets.length > MOST_POSITIONS) return -1
    switch (tree.kind) {
      case 'characters': {
        const to = this.node()
        this.sets.push(tree.set)
        this.afterPosition.push(to)
        this.arrows[from]?.push({ to, position: this.sets.length - 1 })
        return to
      }
      case 'sequence': {
        let at = from
        for (const part of tree.parts) at = at < 0 ? -1 : this.build(part, at)
        return at
      }
      case 'choice': {
        const to = this.node()
        for (const option of tree.options) {
          const entry = this.node()
          this.#link(from, entry)
          const end = this.build(option, entry)
          if (end < 0) return -1
          this.#link(end, to)
        }
        return to
      }
      case 'repeat':
        return this.#repeat(tree, from)
      default:
        return from
    }
  }

  #repeat(tree: RegexNode & { kind: 'repeat' }, from: number): number {
    let at = from
    const needed = Math.min(tree.min, MOST_COPIES)
    for (let copy = 0; copy < needed; copy++) at = at < 0 ? -1 : this.build(tree.part, at)
    if (at < 0) return -1
    if (tree.max - tree.min >= MOST_COPIES) return this.#star(tree.part, at)
    for (let copy = 0; copy < tree.max - tree.min; copy++) {
      const to = this.node()
      this.#link(at, to)
      const end = this.build(tree.part, at)
      if (end < 0) return -1
      this.#link(end, to)
      at = to
    }
    return at
  }

  #star(part: RegexNode, from: number): number {
    const head = this.node()
    const to = this.node()
    this.#link(from, head)
    this.#link(head, to)
    const entry = this.node()
    this.#link(head, entry)
    const end = this.build(part, entry)
    if (end < 0) return -1
    this.#link(end, head)
    return to
  }
}

/** More repetitions than this are written as any number of them. */
const MOST_COPIES = 6
