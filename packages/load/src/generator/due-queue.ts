/** A later step of a user's scenario, waiting for its instant. */
export interface DueStep {
  readonly dueAt: number
  readonly scenario: number
  readonly step: number
  readonly user: number
}

/** Steps ordered by their instant: a binary heap with a limit, since users who never come to an end must not fill the memory. */
export class DueQueue {
  readonly #heap: DueStep[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get size(): number {
    return this.#heap.length
  }

  /** The earliest instant, or Infinity. */
  get nextAt(): number {
    return this.#heap[0]?.dueAt ?? Number.POSITIVE_INFINITY
  }

  /** False when the queue is full. */
  push(step: DueStep): boolean {
    const heap = this.#heap
    if (heap.length >= this.#limit) return false
    let index = heap.length
    heap.push(step)
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = heap[parentIndex]
      if (parent === undefined || parent.dueAt <= step.dueAt) break
      heap[index] = parent
      index = parentIndex
    }
    heap[index] = step
    return true
  }

  pop(): DueStep | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let index = 0
    for (;;) {
      const left = heap[2 * index + 1]
      const right = heap[2 * index + 2]
      const isRight = right !== undefined && left !== undefined && right.dueAt < left.dueAt
      const child = isRight ? right : left
      if (child === undefined || child.dueAt >= last.dueAt) break
      heap[index] = child
      index = 2 * index + (isRight ? 2 : 1)
    }
    heap[index] = last
    return first
  }
}
