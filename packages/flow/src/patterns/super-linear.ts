/** A part of a pattern that can match the same text in exponentially many ways, and a text that shows it. */
export interface SuperLinear {
  readonly part: string
  readonly attack: string
}

interface Piece {
  /** Source of the piece without its quantifier. */
  readonly source: string
  readonly repeats: boolean
  /** Whether it may match nothing. */
  readonly isOptional: boolean
  readonly start: number
  readonly end: number
  /** Alternatives of a group, each a sequence; null for a single character. */
  readonly group: readonly (readonly Piece[])[] | null
}

const MAX_PATTERN = 2000
const MAX_DEPTH = 20
const SAMPLES = [...'aA0 _-.@/,:;=+"\'<\n!']

/**
 * Looks for a repeated group whose body, repeated, matches itself again: `(a+)+`, `(a|a)*`, `(\w+\s?)*`.
 * Bounded in steps; what it cannot parse is not reported. `isWhole` when the whole text has to match (`fullmatch`).
 */
export function superLinear(pattern: string, isWhole = false): SuperLinear | null {
  if (pattern.length > MAX_PATTERN || !/[+*}]/.test(pattern)) return null
  const parsed = parseAlternatives({ text: pattern, at: 0, depth: 0 })
  return parsed === null ? null : search(parsed, pattern, 0, isWhole)
}

interface Cursor {
  readonly text: string
  at: number
  depth: number
}

function parseAlternatives(cursor: Cursor): readonly (readonly Piece[])[] | null {
  if (cursor.depth > MAX_DEPTH) return null
  const alternatives: Piece[][] = [[]]
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at]
    if (character === ')') break
    if (character === '|') {
      cursor.at += 1
      alternatives.push([])
      continue
    }
    const piece = parsePiece(cursor)
    if (piece === null) return null
    alternatives.at(-1)?.push(piece)
  }
  return alternatives
}

function parsePiece(cursor: Cursor): Piece | null {
  const { text } = cursor
  const start = cursor.at
  let group: Piece['group'] = null
  if (text[start] === '(') {
    const head = /^\((?:\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z-]+:))?/.exec(text.slice(start, start + 60))
    cursor.at += head?.[0].length ?? 1
    cursor.depth += 1
    group = parseAlternatives(cursor)
    cursor.depth -= 1
    if (group === null || text[cursor.at] !== ')') return null
    cursor.at += 1
    if (/^\(\?(?:[=!]|<[=!])/.test(text.slice(start, start + 4))) group = [[]]
  } else if (text[start] === '[') {
    let at = start + 1
    if (text[at] === '^') at += 1
    if (text[at] === ']') at += 1
    while (at < text.length && text[at] !== ']') at += text[at] === '\\' ? 2 : 1
    cursor.at = at + 1
  } else if (text[start] === '\\')
    cursor.at += /^\\(?:p\{[^}]*\}|u\{[^}]*\}|u[0-9a-f]{4}|x[0-9a-f]{2}|k<\w+>)/i.exec(text.slice(start, start + 40))?.[0].length ?? 2
  else cursor.at += 1
  const end = cursor.at
  const quantifier = /^(?:[+*?]|\{\d+(?:,\d*)?\})[?+]?/.exec(text.slice(end, end + 24))?.[0] ?? ''
  cursor.at += quantifier.length
  // A possessive quantifier or an atomic group never gives anything back.
  const isAtomic = /^.+\+$/.test(quantifier) || text.startsWith('(?>', start)
  const most = /^\{(\d+)(?:,(\d*))?\}/.exec(quantifier)
  const repeats =
    !isAtomic && (/^[+*]/.test(quantifier) || (most !== null && most[2] === '') || (most?.[2] !== undefined && Number(most[2]) > 20))
  return {
    source: text.slice(start, end),
    repeats,
    isOptional: /^[*?]/.test(quantifier) || most?.[1] === '0',
    start,
    end: cursor.at,
    group,
  }
}

/** `mustEnd`: whether something that can fail still follows; without it the first match stands and nothing is tried again. */
function search(alternatives: readonly (readonly Piece[])[], pattern: string, depth: number, mustEnd: boolean): SuperLinear | null {
  if (depth > MAX_DEPTH) return null
  for (const sequence of alternatives) {
    for (const [index, piece] of sequence.entries()) {
      if (piece.group === null) continue
      const canFail = mustEnd || sequence.slice(index + 1).some((next) => !next.isOptional)
      const found = (piece.repeats && canFail ? ambiguous(piece, pattern) : null) ?? search(piece.group, pattern, depth + 1, canFail)
      if (found !== null) return found
    }
  }
  return null
}

/** Whether the body of a repeated group can share one character between two rounds, or between two alternatives. */
function ambiguous(piece: Piece, pattern: string): SuperLinear | null {
  const group = piece.group ?? []
  const part = pattern.slice(piece.start, piece.end)
  const shown = (character: string): SuperLinear => ({ part: part.slice(0, 80), attack: `${character.repeat(40)}!` })
  for (const sequence of group) {
    const character = selfOverlap(sequence)
    if (character !== null) return shown(character)
  }
  for (let left = 0; left < group.length; left += 1) {
    for (let right = left + 1; right < group.length; right += 1) {
      const character = sameSingle(group[left] ?? [], group[right] ?? [])
      if (character !== null) return shown(character)
    }
  }
  return null
}

/** A repeated piece whose neighbours round the loop may all be left out: `(a+)+`, `(a+b?)*`, `(\s*a*)*`. */
function selfOverlap(sequence: readonly Piece[]): string | null {
  for (const [index, piece] of sequence.entries()) {
    if (!piece.repeats) continue
    const others = sequence.filter((_other, at) => at !== index)
    if (!others.every((other) => other.isOptional || other.group?.some((alternative) => alternative.length === 0))) continue
    if (piece.group !== null) {
      const inner = piece.group
        .map((alternative) => (alternative.length === 1 && alternative[0] !== undefined ? sampleOf(alternative[0]) : null))
        .find((sample) => sample !== null)
      return inner ?? 'a'
    }
    const sample = sampleOf(piece)
    if (sample !== null) return sample
  }
  return null
}

function sameSingle(left: readonly Piece[], right: readonly Piece[]): string | null {
  const [first] = left
  const [second] = right
  if (
    left.length !== 1 ||
    right.length !== 1 ||
    first === undefined ||
    second === undefined ||
    first.group !== null ||
    second.group !== null
  )
    return null
  const one = matcherOf(first.source)
  const two = matcherOf(second.source)
  return SAMPLES.find((character) => one(character) && two(character)) ?? null
}

function sampleOf(piece: Piece): string | null {
  const matches = matcherOf(piece.source)
  return SAMPLES.find((character) => matches(character)) ?? (piece.source.length === 1 ? piece.source : null)
}

/** Whether one character is matched by a class, an escape, a dot or a literal; anything strange matches nothing. */
function matcherOf(source: string): (character: string) => boolean {
  try {
    const expression = new RegExp(`^(?:${source})$`)
    return (character) => expression.test(character)
  } catch {
    return () => false
  }
}
