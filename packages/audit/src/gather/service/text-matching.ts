/** A short text that a regular expression matches, from its parts; null where it asks for more than plain parts. */
export function textMatching(pattern: string): string | null {
  try {
    const parts = new PatternParts(pattern)
    const text = parts.alternatives()
    return parts.isAtEnd && text.length <= 200 ? text : null
  } catch {
    return null
  }
}

const CLASSES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', b: '', B: '', n: '\n', t: '\t' }
const LETTERS = 'a1A-_.@ /:+#bzZ09!'
const MOST_REPEATS = 40

class PatternParts {
  private readonly pattern: string
  private at = 0

  constructor(pattern: string) {
    this.pattern = pattern
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length
  }

  /** The first of the alternatives. */
  alternatives(): string {
    const first = this.sequence()
    while (this.pattern[this.at] === '|') {
      this.at += 1
      this.sequence()
    }
    return first
  }

  private sequence(): string {
    let text = ''
    while (!this.isAtEnd && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')') {
      const part = this.part()
      text += part.repeat(this.repeats())
    }
    return text
  }

  private part(): string {
    const letter = this.pattern[this.at] ?? ''
    if (letter === '(') return this.group()
    if (letter === '[') return this.letterOfClass()
    this.at += 1
    if (letter === '^' || letter === '$') return ''
    if (letter === '.') return 'a'
    if (letter !== '\\') return letter
    const escaped = this.pattern[this.at] ?? ''
    this.at += 1
    if (/[1-9kpPuxc]/.test(escaped)) throw new RangeError(`\\${escaped} is no plain part`)
    return CLASSES[escaped] ?? escaped
  }

  private group(): string {
    const [opening = '('] = /^\((?:\?(?::|[=!]|<[=!]|<\w+>))?/.exec(this.pattern.slice(this.at)) ?? []
    this.at += opening.length
    const text = this.alternatives()
    if (this.pattern[this.at] !== ')') throw new RangeError('a group does not end')
    this.at += 1
    return /[=!]$/.test(opening) ? '' : text
  }

  private letterOfClass(): string {
    const [whole = ''] = /^\[\^?\]?(?:\\.|[^\]\\])*\]/.exec(this.pattern.slice(this.at)) ?? []
    if (whole === '') throw new RangeError('a class does not end')
    this.at += whole.length
    const isOf = new RegExp(`^${whole}$`)
    const letters = [...LETTERS, ...Array.from({ length: 94 }, (_none, index) => String.fromCharCode(33 + index))]
    const found = letters.find((letter) => isOf.test(letter))
    if (found === undefined) throw new RangeError('a class of no plain letter')
    return found
  }

  private repeats(): number {
    const [whole = '', least] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.pattern.slice(this.at)) ?? []
    this.at += whole.length
    if (whole.startsWith('?')) return 0
    return least === undefined ? 1 : Math.min(Number(least), MOST_REPEATS)
  }
}
