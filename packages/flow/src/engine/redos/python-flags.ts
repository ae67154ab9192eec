import { tableOf } from '../../table-of.ts'

/** The numbers of the flags of Python's `re`, which `|` joins, and the letters of those that change what a pattern matches. */
const FLAGS = [
  { names: ['I', 'IGNORECASE'], bit: 2, letter: 'i' },
  { names: ['L', 'LOCALE'], bit: 4, letter: '' },
  { names: ['M', 'MULTILINE'], bit: 8, letter: 'm' },
  { names: ['S', 'DOTALL'], bit: 16, letter: 's' },
  { names: ['U', 'UNICODE'], bit: 32, letter: '' },
  { names: ['X', 'VERBOSE'], bit: 64, letter: 'x' },
  { names: ['A', 'ASCII'], bit: 256, letter: '' },
] as const

const BITS = tableOf<number>(Object.fromEntries(FLAGS.flatMap(({ names, bit }) => names.map((name) => [name, bit]))))

/** The number that `re.I` and its like stand for; undefined for other members of the module. */
export const flagNumber = (name: string): number | undefined => BITS[name]

/** Flags as letters: of text as JavaScript gives them, of a number as Python does. */
export function flagLetters(flags: unknown): string {
  if (typeof flags === 'string') return flags
  return typeof flags === 'number' ? FLAGS.map(({ bit, letter }) => ((flags & bit) === 0 ? '' : letter)).join('') : ''
}
