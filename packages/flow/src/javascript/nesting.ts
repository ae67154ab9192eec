/** Nesting that the native parser's stack (4 MB in a worker) bears with a margin of two. */
const LIMIT = 1_000

/** What a character does to the estimate. */
const NONE = 0
const OPEN = 1
const CLOSE = 2
const OPERATOR = 3
const SEPARATOR = 4
const QUOTE = 5
const SLASH = 6
const LETTER = 7
const BACKTICK = 8
const LESS = 9
/** Plus or minus: nests only where it stands before an operand. */
const SIGN = 10

const KINDS = new Uint8Array(128)
for (const [characters, kind] of [
  ['([{', OPEN],
  [')]}', CLOSE],
  ['!~=?:*', OPERATOR],
  [',;', SEPARATOR],
  ['"\'', QUOTE],
  ['/', SLASH],
  ['`', BACKTICK],
  ['<', LESS],
  ['+-', SIGN],
] as const) {
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind
}
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$\\') KINDS[letter.charCodeAt(0)] = LETTER

/** Words that begin a statement and therefore end any chain of operators before them. */
const STATEMENT = /(?:const|let|var|return|export|import|throw|function|class|interface|type|break|case)\b/y
/** Words that want an operand after them. */
const PREFIX = /(?:typeof|void|delete|await|new|yield|keyof|infer|in|instanceof|readonly|unique|return|throw|case)\b/y
/** Words in a row before it is worth asking whether the next one begins a statement. */
const LONG_RUN = 200

/**
 * Whether the text may nest deeper than the native parser bears. An upper estimate: text in strings and comments that looks
 * nested counts too, because telling them apart for certain takes a parser.
 */
export function isDeeplyNested(text: string): boolean {
  return text.length > LIMIT && new Estimate(text).exceeds()
}

/**
 * Nesting is made by brackets and by operators and words without one (`!!!a`, `a => b => c`, `else if`). `run` counts the
 * latter since the last separator, for each open bracket.
 */
class Estimate {
  readonly #text: string
  #at = 0
  #depth = 0
  #run = 0
  /** Whether an operand ends here, so that a sign would join it with the next. */
  #isAfterOperand = false
  /** The sum of the runs of the brackets that are open. */
  #outer = 0
  /** Brackets left open inside strings and comments: they may be none of those. */
  #hidden = 0
  readonly #runs = new Int32Array(LIMIT + 1)
  /** Whether the bracket is a `${`, after which the template goes on. */
  readonly #isTemplate = new Uint8Array(LIMIT + 1)

  constructor(text: string) {
    this.#text = text
  }

  exceeds(): boolean {
    const text = this.#text
    let isWord = false
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at)
      const kind = code < 128 ? KINDS[code] : LETTER
      const wasWord = isWord
      isWord = kind === LETTER
      if (kind === NONE || (isWord && wasWord)) {
        if (code > 32 && kind === NONE) this.#isAfterOperand = false
        this.#at++
      } else if (this.#step(kind as number) > LIMIT) return true
    }
    return false
  }

  /** Takes one token that counts; the nesting after it. */
  #step(kind: number): number {
    const at = this.#at++
    if (kind === LETTER) this.#word(at)
    else if (kind === OPERATOR || (kind === SIGN && !this.#isAfterOperand)) this.#run++
    else if (kind === SEPARATOR) this.#run = 0
    else if (kind === OPEN) this.#open(0)
    else if (kind === CLOSE) this.#close()
    else if (kind === QUOTE) this.#skipString(this.#text.charCodeAt(at))
    else if (kind === BACKTICK) this.#skipTemplate()
    else if (kind === SLASH) this.#skipComment(this.#text.charCodeAt(this.#at))
    else if (kind === LESS) this.#tag(this.#text.charCodeAt(this.#at))
    if (kind !== LETTER) this.#isAfterOperand = kind === CLOSE || kind === QUOTE || kind === BACKTICK
    return this.#depth + this.#outer + this.#run + this.#hidden
  }

  #word(at: number): void {
    // The first letters of those words: most others need no look.
    PREFIX.lastIndex = at
    const isPrefix = 'tvdanykiruc'.includes(this.#text.charAt(at)) && PREFIX.test(this.#text)
    if (isPrefix || this.#isAfterOperand) this.#run++
    this.#isAfterOperand = !isPrefix
    if (this.#run < LONG_RUN) return
    STATEMENT.lastIndex = at
    if (STATEMENT.test(this.#text)) this.#run = 0
  }

  #open(isTemplate: number): void {
    if (this.#depth >= LIMIT) {
      this.#hidden = LIMIT
      return
    }
    this.#runs[this.#depth] = this.#run
    this.#isTemplate[this.#depth] = isTemplate
    this.#depth++
    this.#outer += this.#run
    this.#run = 0
  }

  #close(): void {
    if (this.#depth === 0) return
    this.#depth--
    this.#run = this.#runs[this.#depth] ?? 0
    this.#outer -= this.#run
    if (this.#isTemplate[this.#depth] === 1) this.#skipTemplate()
  }

  /** `</` closes an element of JSX, any other `<` may open one, or a list of types. */
  #tag(next: number): void {
    if (next === 47) this.#run = Math.max(0, this.#run - 2)
    else this.#run++
  }

  #skipString(quote: number): void {
    const text = this.#text
    const start = this.#at
    let at = start
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 92) at++
      else if (code === quote || code === 10) break
    }
    this.#at = at + 1
    this.#countHidden(start, at)
  }

  #skipTemplate(): void {
    const text = this.#text
    const start = this.#at
    let at = start
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 92) at++
      else if (code === 96 || (code === 36 && text.charCodeAt(at + 1) === 123)) break
    }
    this.#countHidden(start, at)
    this.#at = at + 1
    if (text.charCodeAt(at) !== 36) return
    this.#at = at + 2
    this.#open(1)
  }

  #skipComment(next: number): void {
    const start = this.#at
    if (next === 47) this.#at = endOf(this.#text, '\n', start)
    else if (next === 42) this.#at = endOf(this.#text, '*/', start + 1) + 2
    else if (next === 62) this.#run = Math.max(0, this.#run - 1)
    if (next === 47 || next === 42) this.#countHidden(start + 1, Math.min(this.#at, this.#text.length))
  }

  #countHidden(start: number, end: number): void {
    let open = 0
    let deepest = 0
    for (let at = start; at < end; at++) {
      const code = this.#text.charCodeAt(at)
      const kind = code < 128 ? KINDS[code] : LETTER
      if (kind === OPEN) deepest = Math.max(deepest, ++open)
      else if (kind === CLOSE) open = Math.max(0, open - 1)
    }
    this.#hidden += deepest > LIMIT / 2 ? LIMIT : open
    // A nest of operators takes a character each; short texts cannot hold one.
    if (end - start > LIMIT / 2 && this.#run + (end - start) / 4 > LIMIT) this.#run += countOperators(this.#text, start, end)
  }
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found
}

/** The most operators and words without a separator between them, as if the text were code. */
function countOperators(text: string, start: number, end: number): number {
  let most = 0
  let count = 0
  let last = NONE
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = (code < 128 ? KINDS[code] : LETTER) as number
    // A space between two words, which one of them may take as its operand.
    if (kind === OPERATOR || kind === LESS || kind === SIGN || (code <= 32 && last === LETTER)) count++
    else if (kind === SEPARATOR) count = 0
    if (count > most) most = count
    last = kind
  }
  return most
}
