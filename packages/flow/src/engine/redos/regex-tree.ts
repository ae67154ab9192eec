import { tableOf } from '../../table-of.ts'
/** A set of the representative characters of one pattern, as a bit for each. */
export type CharacterSet = bigint

export type RegexNode =
  | { readonly kind: 'characters'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number; readonly isLazy: boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  /** Word boundaries and look-arounds: taken to hold. */
  | { readonly kind: 'empty' }

export interface ParsedRegex {
  readonly root: RegexNode
  /** One character of each class that the pattern tells apart. */
  readonly alphabet: readonly string[]
}

const LONGEST_PATTERN = 1_000
const DEEPEST_GROUP = 30
/** Tried besides those that the pattern names. */
const USUAL = [...'aZ09_ -.!@/\n\r\t', '\u00e9', '\u0001']

/** Reads a pattern of either language; null for what is not understood (back references) or too long. */
export function parseRegex(source: string, flags: string): ParsedRegex | null {
  if (source.length > LONGEST_PATTERN) return null
  const alphabet = alphabetOf(source)
  const leading = /^\(\?([aimsux]+)\)/.exec(source)?.[1] ?? ''
  const parser = new Parser(source, alphabet, flags + leading)
  const root = parser.parse()
  return root === null ? null : { root, alphabet }
}

/** Every character the pattern names and the neighbours of the ends of its ranges. */
function alphabetOf(source: string): string[] {
  const found = new Set<string>(USUAL)
  for (const character of source) {
    const code = character.codePointAt(0) ?? 0
    for (const near of [code - 1, code, code + 1]) if (near > 0 && near < 0xd800) found.add(String.fromCharCode(near))
  }
  return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, 160)
}

/** Letters and digits first, control characters last, so that attacks read well. */
const rank = (character: string): number => (/\w/.test(character) ? 0 : /[ -~]/.test(character) ? 1 : 2)

class Parser {
  readonly #source: string
  readonly #alphabet: readonly string[]
  readonly #ignoresCase: boolean
  readonly #dotMatchesAll: boolean
  readonly #ignoresSpace: boolean
  #at = 0
  #depth = 0
  #failed = false

  constructor(source: string, alphabet: readonly string[], flags: string) {
    this.#source = source
    this.#alphabet = alphabet
    this.#ignoresCase = flags.includes('i')
    this.#dotMatchesAll = flags.includes('s')
    this.#ignoresSpace = flags.includes('x')
  }

  parse(): RegexNode | null {
    const root = this.#choice()
    return this.#failed || this.#at < this.#source.length ? null : root
  }

  #choice(): RegexNode {
    const options = [this.#sequence()]
    while (this.#source[this.#at] === '|' && !this.#failed) {
      this.#at++
      options.push(this.#sequence())
    }
    const [only] = options
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options }
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = []
    while (!this.#failed && this.#at < this.#source.length) {
      const next = this.#source[this.#at]
      if (this.#ignoresSpace && this.#skipSpace()) continue
      if (next === '|' || next === ')') break
      parts.push(this.#quantified(this.#atom()))
    }
    return { kind: 'sequence', parts }
  }

  /** White space and comments of a pattern that is laid out over several lines. */
  #skipSpace(): boolean {
    const space = /^(?:\s+|#[^\n]*)/.exec(this.#source.slice(this.#at))?.[0] ?? ''
    this.#at += space.length
    return space !== ''
  }

  #quantified(part: RegexNode): RegexNode {
    if (this.#ignoresSpace) this.#skipSpace()
    const match = /^(?:[*+?]|\{(?<min>\d+)(?<comma>,(?<max>\d*))?\})/.exec(this.#source.slice(this.#at, this.#at + 20))
    if (match === null) return part
    this.#at += match[0].length
    const isLazy = this.#source[this.#at] === '?'
    if (isLazy) this.#at++
    else if (this.#source[this.#at] === '+') this.#failed = true
    const { min: low, comma, max: high } = match.groups ?? {}
    const min = match[0] === '+' ? 1 : low === undefined ? 0 : Number(low)
    const max =
      match[0] === '?'
        ? 1
        : low === undefined
          ? Number.POSITIVE_INFINITY
          : comma === undefined
            ? min
            : high === '' || high === undefined
              ? Number.POSITIVE_INFINITY
              : Number(high)
    return { kind: 'repeat', part, min, max, isLazy }
  }

  #atom(): RegexNode {
    const character = this.#source[this.#at] ?? ''
    this.#at++
    switch (character) {
      case '(':
        return this.#group()
      case '[':
        return { kind: 'characters', set: this.#class() }
      case '.':
        return { kind: 'characters', set: this.#matching((candidate) => this.#dotMatchesAll || candidate !== '\n') }
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '\\':
        return this.#escape()
      default:
        return { kind: 'characters', set: this.#literal(character) }
    }
  }

  #group(): RegexNode {
    const head = /^\?(?:[:>]|[=!]|<[=!]|P?<\w+>|P=\w+\)|[aimsux-]+[:)])/.exec(this.#source.slice(this.#at, this.#at + 60))?.[0] ?? ''
    if (this.#source[this.#at] === '?' && head === '') this.#failed = true
    this.#at += head.length
    if (head.startsWith('?P=') || head === '?>') this.#failed = true
    if (/^\?[aimsux-]+\)$/.test(head)) return { kind: 'empty' }
    if (++this.#depth > DEEPEST_GROUP) this.#failed = true
    const inside = this.#choice()
    this.#depth--
    if (this.#source[this.#at] !== ')') this.#failed = true
    this.#at++
    return /^\?(?:[=!]|<[=!])/.test(head) ? { kind: 'empty' } : inside
  }

  #escape(): RegexNode {
    const character = this.#source[this.#at] ?? ''
    this.#at++
    if (/[1-9k]/.test(character)) {
      this.#failed = true
      return { kind: 'empty' }
    }
    if (/[bB]/.test(character)) return { kind: 'empty' }
    if (character === 'A') return { kind: 'start' }
    if (character === 'Z' || character === 'z') return { kind: 'end' }
    return { kind: 'characters', set: this.#escaped(character) }
  }

  #escaped(character: string): CharacterSet {
    const test = CLASSES[character]
    if (test !== undefined) return this.#matching(test)
    if (character === 'p' || character === 'P') {
      this.#failed = true
      return 0n
    }
    const coded = /^(?:u\{(?<braced>[0-9a-fA-F]+)\}|u(?<four>[0-9a-fA-F]{4})|x(?<two>[0-9a-fA-F]{2}))/.exec(
      character + this.#source.slice(this.#at, this.#at + 8),
    )
    const digits = coded?.groups?.braced ?? coded?.groups?.four ?? coded?.groups?.two
    if (coded !== null && digits !== undefined) {
      this.#at += coded[0].length - 1
      return this.#literal(String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff)))
    }
    return this.#literal(CONTROLS[character] ?? character)
  }

  #class(): CharacterSet {
    const isNegated = this.#source[this.#at] === '^'
    if (isNegated) this.#at++
    let set = 0n
    let isFirst = true
    let steps = 0
    while (this.#at < this.#source.length && (isFirst || this.#source[this.#at] !== ']') && steps++ < LONGEST_PATTERN) {
      isFirst = false
      set |= this.#classItem()
    }
    if (this.#source[this.#at] !== ']') this.#failed = true
    this.#at++
    return isNegated ? this.#matching(() => true) & ~set : set
  }

  #classItem(): CharacterSet {
    const low = this.#source[this.#at] ?? ''
    this.#at++
    if (low === '\\') {
      const escaped = this.#source[this.#at] ?? ''
      this.#at++
      if (escaped === 'b') return this.#literal('\b')
      return this.#escaped(escaped)
    }
    const high = this.#source[this.#at + 1]
    if (this.#source[this.#at] !== '-' || high === undefined || high === ']' || high === '\\') return this.#literal(low)
    this.#at += 2
    return this.#matching((candidate) => candidate >= low && candidate <= high)
  }

  #literal(character: string): CharacterSet {
    if (!this.#ignoresCase) return this.#matching((candidate) => candidate === character)
    return this.#matching((candidate) => candidate.toLowerCase() === character.toLowerCase())
  }

  #matching(test: (candidate: string) => boolean): CharacterSet {
    let set = 0n
    for (const [index, candidate] of this.#alphabet.entries()) if (test(candidate)) set |= 1n << BigInt(index)
    return set
  }
}

const CONTROLS = tableOf<string>({ n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' })

const CLASSES = tableOf<(character: string) => boolean>({
  d: (character) => /\d/.test(character),
  D: (character) => /\D/.test(character),
  w: (character) => /\w/.test(character),
  W: (character) => /\W/.test(character),
  s: (character) => /\s/.test(character),
  S: (character) => /\S/.test(character),
})
