import type { Tree } from 'web-tree-sitter'
import { type GrammarKinds, UNREAD } from './grammar-kinds.ts'
import { KIND } from './syntax-kinds.ts'
import type { SyntaxTable } from './syntax-table.ts'
import type { WasmMemory } from './wasm-memory.ts'

/**
 * Reads the parser's tree where it lies, in WebAssembly memory, instead of crossing into WebAssembly several times a node:
 * some thirty times faster than the cursor. The layout is that of tree-sitter's `subtree.h` and `parser.h` compiled for
 * wasm32 (4-byte words, little endian). It is no public interface, so the front end compares it with the cursor on a sample
 * before it trusts it, and keeps to the cursor when they differ.
 */
export interface MemoryReader {
  read(tree: Tree, table: SyntaxTable): void
}

const ERROR_SYMBOL = 0xffff

// SubtreeHeapData, in words.
const PADDING_BYTES = 1
const SIZE_BYTES = 4
const CHILD_COUNT = 9
const SYMBOL = 10
const FLAGS = 11
/** `repeat_depth` in the low half, `production_id` in the high half. */
const PRODUCTION = 16
const WORDS_A_SUBTREE = 2

// TSLanguage, in words.
const PRODUCTION_COUNT = 7
const ALIAS_LENGTH = 9
const FIELD_SLICES = 16
const FIELD_ENTRIES = 17
const ALIAS_SEQUENCES = 21

interface Productions {
  /** Children a production can describe; also the row length of the tables. */
  readonly width: number
  readonly aliases: Uint16Array
  readonly fields: Uint8Array
}

export function createMemoryReader(memory: WasmMemory, grammar: GrammarKinds): MemoryReader {
  let productions: Productions | null = null
  const stack = new Stack()
  return {
    read(tree, table) {
      const words = new Uint32Array(memory.buffer)
      // A node's id is the address of its subtree; the root's is the first word of the tree, followed by the language.
      const root = tree.rootNode.id >> 2
      productions ??= readProductions(memory, at(words, root + WORDS_A_SUBTREE), grammar)
      readTree(words, root, productions, grammar.kinds, table, stack)
    },
  }
}

function readProductions(memory: WasmMemory, language: number, grammar: GrammarKinds): Productions {
  const words = new Uint32Array(memory.buffer)
  const halves = new Uint16Array(memory.buffer)
  const bytes = new Uint8Array(memory.buffer)
  const base = language >> 2
  const count = at(words, base + PRODUCTION_COUNT)
  const aliasLength = at(words, base + ALIAS_LENGTH) & 0xffff
  const width = Math.max(aliasLength, 32)
  if (count > 10_000 || width > 256) throw new RangeError('not the layout of a language')
  const aliases = new Uint16Array(count * width)
  const fields = new Uint8Array(count * width)
  const sequences = at(words, base + ALIAS_SEQUENCES) >> 1
  const slices = at(words, base + FIELD_SLICES) >> 1
  const entries = at(words, base + FIELD_ENTRIES)
  for (let production = 0; production < count; production++) {
    // Production 0 stands for "nothing special"; its row is empty.
    for (let child = 0; production > 0 && child < aliasLength; child++) {
      aliases[production * width + child] = halves[sequences + production * aliasLength + child] ?? 0
    }
    const first = halves[slices + production * 2] ?? 0
    const length = halves[slices + production * 2 + 1] ?? 0
    for (let entry = first + length - 1; entry >= first; entry--) {
      const address = entries + entry * 4
      const child = bytes[address + 2] ?? 0
      const isInherited = bytes[address + 3] !== 0
      const field = (bytes[address] ?? 0) | ((bytes[address + 1] ?? 0) << 8)
      if (!isInherited && child < width) fields[production * width + child] = grammar.fields[field] ?? 0
    }
  }
  return { width, aliases, fields }
}

/** The subtrees whose children are being read; one frame of words each. */
class Stack {
  depth = -1
  frames = new Int32Array(FRAME * 256)

  push(words: Uint32Array, subtree: number, width: number, position: number, node: number, field: number): void {
    const frame = ++this.depth * FRAME
    if (frame === this.frames.length) {
      const larger = new Int32Array(frame * 2)
      larger.set(this.frames)
      this.frames = larger
    }
    const { frames } = this
    frames[frame + CHILD] = subtree - at(words, subtree + CHILD_COUNT) * WORDS_A_SUBTREE
    frames[frame + END] = subtree
    frames[frame + ROW] = (at(words, subtree + PRODUCTION) >>> 16) * width
    frames[frame + STRUCTURAL] = 0
    frames[frame + POSITION] = position
    frames[frame + NODE] = node
    frames[frame + INHERITED_FIELD] = field
    frames[frame + IS_FIRST] = 1
  }
}

const FRAME = 8
/** Address of the next child in words, and of the end of the children. */
const CHILD = 0
const END = 1
/** Row of the production in the tables, and how many children it has described so far (extras do not count). */
const ROW = 2
const STRUCTURAL = 3
/** Where the next child begins, in bytes, before its padding. */
const POSITION = 4
/** Node of the table; -1 for a hidden subtree, whose children belong to its parent and inherit its field. */
const NODE = 5
const INHERITED_FIELD = 6
/** The first child's padding is its parent's. */
const IS_FIRST = 7

function readTree(
  words: Uint32Array,
  root: number,
  { width, aliases, fields }: Productions,
  kinds: Uint8Array,
  table: SyntaxTable,
  stack: Stack,
): void {
  table.clear()
  const tree = at(words, root) >> 2
  const start = at(words, tree + PADDING_BYTES)
  const top = table.add(kinds[at(words, tree + SYMBOL) & 0xffff] ?? KIND.ERROR, 0, start >> 1, (start + at(words, tree + SIZE_BYTES)) >> 1)
  if ((at(words, tree + SYMBOL) & 0xffff) === ERROR_SYMBOL) table.errors.push(start >> 1, (start + at(words, tree + SIZE_BYTES)) >> 1)
  stack.depth = -1
  stack.push(words, tree, width, start, top, 0)
  while (stack.depth >= 0) {
    const { frames } = stack
    const frame = stack.depth * FRAME
    const child = at32(frames, frame + CHILD)
    if (child === frames[frame + END]) {
      const node = at32(frames, frame + NODE)
      if (node >= 0) table.next[node] = table.count
      stack.depth--
      continue
    }
    frames[frame + CHILD] = child + WORDS_A_SUBTREE

    const word = at(words, child)
    let symbol: number
    let padding: number
    let size: number
    let childCount = 0
    let flags: number // visible 1, named 2, extra 4
    let isMissing: boolean
    if ((word & 1) === 1) {
      const lengths = at(words, child + 1)
      flags = word >> 1
      isMissing = (word & 32) !== 0
      symbol = (word >> 8) & 0xff
      padding = (lengths >> 16) & 0xff
      size = lengths >>> 24
    } else {
      const heap = word >> 2
      flags = at(words, heap + FLAGS)
      isMissing = (flags & 512) !== 0
      symbol = at(words, heap + SYMBOL) & 0xffff
      padding = at(words, heap + PADDING_BYTES)
      size = at(words, heap + SIZE_BYTES)
      childCount = at(words, heap + CHILD_COUNT)
    }

    let position = at32(frames, frame + POSITION)
    if (frames[frame + IS_FIRST] === 1) frames[frame + IS_FIRST] = 0
    else position += padding
    frames[frame + POSITION] = position + size

    let isVisible = (flags & 1) === 1
    let field = 0
    if ((flags & 4) === 0) {
      const structural = at32(frames, frame + STRUCTURAL)
      frames[frame + STRUCTURAL] = structural + 1
      field = at32(frames, frame + INHERITED_FIELD)
      if (structural < width) {
        const cell = at32(frames, frame + ROW) + structural
        const alias = aliases[cell] as number
        if (alias !== 0) {
          symbol = alias
          isVisible = true
        }
        const own = fields[cell] as number
        if (own !== 0) field = own
      }
    }
    if (!isVisible) {
      if (childCount > 0) stack.push(words, word >> 2, width, position, -1, field)
      continue
    }
    const isError = symbol === ERROR_SYMBOL
    if (isError || isMissing) table.errors.push(position >> 1, (position + size) >> 1)
    const kind = isError ? KIND.ERROR : (kinds[symbol] as number)
    if (kind === UNREAD) continue
    const node = table.add(kind, field, position >> 1, (position + size) >> 1)
    if (childCount > 0) stack.push(words, word >> 2, width, position, node, 0)
  }
}

function at(words: Uint32Array, index: number): number {
  return words[index] as number
}

function at32(words: Int32Array, index: number): number {
  return words[index] as number
}
