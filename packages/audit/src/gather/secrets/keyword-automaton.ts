/** Finds many keywords in bytes in one pass, whatever the case of ASCII letters (Aho-Corasick over a dense table). */
export interface KeywordAutomaton {
  /** Calls back at each occurrence, in the order of their ends; overlapping ones too. `end` is exclusive. */
  readonly scan: (bytes: Uint8Array, length: number, onHit: (keyword: number, end: number) => void) => void
}

/** Most states a Uint16 table can name. */
const MAX_STATES = 65_535

/** Builds the automaton; keywords are ASCII or UTF-8 text, their index is what hits name. Throws a RangeError when they are too many. */
export function keywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const encoded = keywords.map((keyword) => Buffer.from(keyword.toLowerCase(), 'utf8'))
  const { classOf, classes } = byteClasses(encoded)
  const trie = buildTrie(encoded, classOf, classes)
  const { table, outputs } = link(trie, classes)
  return { scan: (bytes, length, onHit) => scan(bytes, length, { classOf, classes, table, outputs }, onHit) }
}

interface Tables {
  readonly classOf: Uint8Array
  readonly classes: number
  /** Next state, multiplied by nothing: `table[state * classes + class]`; bit 15 marks states with output. */
  readonly table: Uint16Array
  readonly outputs: readonly (readonly number[])[]
}

const OUTPUT = 0x8000

function scan(
  bytes: Uint8Array,
  length: number,
  { classOf, classes, table, outputs }: Tables,
  onHit: (keyword: number, end: number) => void,
): void {
  let state = 0
  for (let at = 0; at < length; at++) {
    // Both indexes are inside their tables by construction.
    state = table[state * classes + (classOf[bytes[at] as number] as number)] as number
    if (state >= OUTPUT) {
      state &= ~OUTPUT
      const found = outputs[state]
      if (found !== undefined) for (const keyword of found) onHit(keyword, at + 1)
    }
  }
}

/** Bytes that occur in no keyword share class 0; the two cases of a letter share one. */
function byteClasses(encoded: readonly Buffer[]): { classOf: Uint8Array; classes: number } {
  const classOf = new Uint8Array(256)
  let classes = 1
  for (const keyword of encoded) {
    for (const byte of keyword) {
      if (classOf[byte] !== 0) continue
      classOf[byte] = classes
      if (byte >= 0x61 && byte <= 0x7a) classOf[byte - 32] = classes
      classes++
    }
  }
  return { classOf, classes }
}

interface Trie {
  readonly next: number[][]
  readonly outputs: number[][]
}

function buildTrie(encoded: readonly Buffer[], classOf: Uint8Array, classes: number): Trie {
  const next: number[][] = [new Array<number>(classes).fill(-1)]
  const outputs: number[][] = [[]]
  encoded.forEach((keyword, index) => {
    let state = 0
    for (const byte of keyword) {
      const row = next[state] as number[]
      const kind = classOf[byte] as number
      let to = row[kind] as number
      if (to < 0) {
        to = next.length
        if (to >= MAX_STATES >> 1) throw new RangeError('too many keywords')
        next.push(new Array<number>(classes).fill(-1))
        outputs.push([])
        row[kind] = to
      }
      state = to
    }
    if (keyword.length > 0) outputs[state]?.push(index)
  })
  return { next, outputs }
}

/** Turns the trie into a complete automaton, breadth first. */
function link({ next, outputs }: Trie, classes: number): { table: Uint16Array; outputs: number[][] } {
  const failure = new Int32Array(next.length)
  const queue: number[] = []
  const root = next[0] as number[]
  for (let kind = 0; kind < classes; kind++) {
    const to = root[kind] as number
    if (to > 0) queue.push(to)
    else root[kind] = 0
  }
  for (let index = 0; index < queue.length; index++) {
    const state = queue[index] as number
    const row = next[state] as number[]
    const fallback = next[failure[state] as number] as number[]
    for (let kind = 0; kind < classes; kind++) {
      const to = row[kind] as number
      if (to < 0) {
        row[kind] = fallback[kind] as number
        continue
      }
      failure[to] = fallback[kind] as number
      outputs[to]?.push(...(outputs[failure[to] as number] as number[]))
      queue.push(to)
    }
  }
  const table = new Uint16Array(next.length * classes)
  next.forEach((row, state) => {
    row.forEach((to, kind) => {
      table[state * classes + kind] = to | ((outputs[to]?.length ?? 0) > 0 ? OUTPUT : 0)
    })
  })
  return { table, outputs }
}
