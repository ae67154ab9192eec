import { findAmbiguities } from './ambiguity.ts'
import { type MatchMode, matchingSteps } from './backtracking.ts'
import { positionsOf } from './positions.ts'
import { type CharacterSet, parseRegex } from './regex-tree.ts'

/** A text on which a pattern takes time exponential in its length. */
export interface Redos {
  readonly attack: string
  /** The part that is repeated. */
  readonly pump: string
}

const MOST_AMBIGUITIES = 6
const MOST_SUFFIXES = 24
/** Doubling on each repetition from 8 to 16 multiplies the steps by 256; this much growth no polynomial of a low degree shows. */
const GROWTH = 40
const LIMIT = 4_000
const SHOWN_REPETITIONS = 30

const cache = new Map<string, Redos | null>()

/**
 * Looks for exponential backtracking and shows it: a loop that can be read in two ways, and a text on which the steps of a
 * backtracking matcher were seen to explode. Bounded in steps; what is not understood is not reported.
 */
export function findRedos(source: string, flags: string, mode: MatchMode): Redos | null {
  if (!/[*+{]/.test(source)) return null
  const key = `${mode}/${flags}/${source}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const answer = search(source, flags, mode)
  if (cache.size < MOST_CACHED) cache.set(key, answer)
  return answer
}

const MOST_CACHED = 5_000

function search(source: string, flags: string, mode: MatchMode): Redos | null {
  const parsed = parseRegex(source, flags)
  const positions = parsed === null ? null : positionsOf(parsed.root)
  if (parsed === null || positions === null) return null
  const show = (characters: readonly number[]): string => characters.map((index) => parsed.alphabet[index] ?? '').join('')
  for (const { prefix, pump } of findAmbiguities(positions, MOST_AMBIGUITIES)) {
    for (const suffix of suffixes(positions.sets, parsed.alphabet.length)) {
      const text = (times: number): number[] => [...prefix, ...Array.from({ length: times }, () => pump).flat(), ...suffix]
      const few = matchingSteps(parsed.root, text(8), mode, LIMIT)
      if (few < 100) continue
      const many = matchingSteps(parsed.root, text(16), mode, LIMIT * GROWTH)
      if (many >= few * GROWTH || (few >= LIMIT && many >= LIMIT * GROWTH))
        return { attack: show(text(SHOWN_REPETITIONS)), pump: show(pump) }
    }
  }
  return null
}

/** Ends on which a match may fail: nothing, then one character of each class that the pattern tells apart. */
function* suffixes(sets: readonly CharacterSet[], size: number): Generator<readonly number[]> {
  yield []
  const classes = new Map<string, number>()
  for (let index = 0; index < size; index++) {
    const key = sets.map((set) => (set >> BigInt(index)) & 1n).join('')
    if (!classes.has(key)) classes.set(key, index)
  }
  for (const index of [...classes.values()].slice(0, MOST_SUFFIXES)) yield [index]
}
