import type { Positions } from './positions.ts'

/** Two different ways to read the same text from a position back to itself. */
export interface Ambiguity {
  /** Characters (indices of the alphabet) that lead to the position, and that lead from it back to itself. */
  readonly prefix: readonly number[]
  readonly pump: readonly number[]
}

const MOST_PAIRS = 60_000

/** Finds loops that can be read in two ways: the pattern then tries exponentially many. At most `most` of them. */
export function findAmbiguities(positions: Positions, most: number): Ambiguity[] {
  const found: Ambiguity[] = []
  const budget = { left: MOST_PAIRS }
  for (let position = 1; position < positions.sets.length && found.length < most && budget.left > 0; position++) {
    const pump = ambiguousLoop(positions, position, budget)
    if (pump === null) continue
    const prefix = pathTo(positions, position)
    if (prefix !== null) found.push({ prefix, pump })
  }
  return found
}

interface Pair {
  readonly left: number
  readonly right: number
  /** Whether the two ways have been different. */
  readonly differs: boolean
  readonly before: Pair | null
  readonly character: number
}

/** Shortest text on which two different ways lead from the position to itself. */
function ambiguousLoop(positions: Positions, start: number, budget: { left: number }): readonly number[] | null {
  const queue: Pair[] = [{ left: start, right: start, differs: false, before: null, character: -1 }]
  const seen = new Set<number>()
  const size = positions.sets.length
  for (let at = 0; at < queue.length && budget.left > 0; at++) {
    const pair = queue[at] as Pair
    for (const one of positions.steps[pair.left] ?? []) {
      for (const two of positions.steps[pair.right] ?? []) {
        budget.left--
        const common = (positions.sets[one.to] ?? 0n) & (positions.sets[two.to] ?? 0n)
        if (common === 0n) continue
        const differs = pair.differs || one.to !== two.to || (pair.left === pair.right && one.ways > 1)
        const next: Pair = { left: one.to, right: two.to, differs, before: pair, character: lowestBit(common) }
        if (differs && next.left === start && next.right === start) return charactersOf(next)
        const key = (next.left * size + next.right) * 2 + (differs ? 1 : 0)
        if (seen.has(key)) continue
        seen.add(key)
        queue.push(next)
      }
    }
  }
  return null
}

function charactersOf(end: Pair): number[] {
  const characters: number[] = []
  for (let at: Pair | null = end; at !== null && at.character >= 0; at = at.before) characters.push(at.character)
  return characters.reverse()
}

/** A letter or digit of the set when there is one, so that attacks read well. */
export function lowestBit(set: bigint): number {
  let rest = set
  for (let index = 0; rest !== 0n; rest >>= 32n, index += 32) {
    const word = Number(rest & WORD)
    if (word !== 0) return index + 31 - Math.clz32(word & -word)
  }
  return 0
}

const WORD = 0xffffffffn

/** Shortest text from the beginning to a position. */
function pathTo(positions: Positions, target: number): readonly number[] | null {
  const before = new Map<number, number>([[0, -1]])
  const queue = [0]
  for (let at = 0; at < queue.length; at++) {
    const position = queue[at] as number
    if (position === target) break
    for (const { to } of positions.steps[position] ?? []) {
      if (before.has(to) || (positions.sets[to] ?? 0n) === 0n) continue
      before.set(to, position)
      queue.push(to)
    }
  }
  if (!before.has(target)) return null
  const characters: number[] = []
  for (let at = target; at > 0; at = before.get(at) ?? -1) characters.push(lowestBit(positions.sets[at] ?? 0n))
  return characters.reverse()
}
