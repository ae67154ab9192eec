import { readFile } from 'node:fs/promises'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { type GrammarKinds, grammarKinds } from './grammar-kinds.ts'
import { createMemoryReader } from './read-from-memory.ts'
import { readWithCursor } from './read-with-cursor.ts'
import { SyntaxTable } from './syntax-table.ts'
import { createWasmMemory, type WasmMemory } from './wasm-memory.ts'

/** Parses Python into a syntax table. */
export interface PythonParser {
  /** How trees are read: `memory`, or `cursor` where the parser's memory has another layout than expected. */
  readonly reader: 'memory' | 'cursor'
  /** False when the parser gave up. The table is overwritten by the next call. */
  parse(text: string, table: SyntaxTable): boolean
  /** Parses and throws the tree away: what a measurement compares with. */
  parseOnly(text: string): void
}

const GRAMMAR = new URL('../../grammars/python.wasm', import.meta.url)
const PAGES_AT_START = 512
const MOST_PAGES = 32_768

let memory: Promise<WasmMemory> | undefined

/** The runtime is one for the process; its memory is made here so that trees can be read from it. */
async function startRuntime(): Promise<WasmMemory> {
  const wasmMemory = createWasmMemory(PAGES_AT_START, MOST_PAGES)
  await Parser.init({ wasmMemory })
  return wasmMemory
}

/** Loads the grammar and chooses the fastest reader that reads rightly. */
export async function createPythonParser(options: { readonly reader?: 'cursor' } = {}): Promise<PythonParser> {
  memory ??= startRuntime()
  const wasmMemory = await memory
  const language = await Language.load(await readFile(GRAMMAR))
  const grammar = grammarKinds(language)
  const parser = new Parser()
  parser.setLanguage(language)
  const fromMemory = createMemoryReader(wasmMemory, grammar)
  const isTrusted = options.reader !== 'cursor' && readsLikeTheCursor(parser, grammar, fromMemory.read)
  return {
    reader: isTrusted ? 'memory' : 'cursor',
    parse(text, table) {
      const tree = parseBounded(parser, text) ?? parseBounded(parser, withoutLongRuns(text))
      if (tree === null) return false
      try {
        if (isTrusted) fromMemory.read(tree, table)
        else readWithCursor(tree, grammar, table)
      } finally {
        tree.delete()
      }
      return true
    },
    parseOnly(text) {
      parseBounded(parser, text)?.delete()
    },
  }
}

/** What the parser reads at a time: its buffer has 10 KiB. */
const CHUNK = 5_119
/**
 * Readings of a chunk that a text may cost. The standard libraries of Python 2.7 and 3.13 need at most 525 for 18 chunks (long
 * blocks of comments); hostile texts would be read many thousands of times.
 */
const READINGS = 400
const READINGS_A_CHUNK = 60

/** Null when the scanner went over the text too often: there are texts for which that grows with their square. */
function parseBounded(parser: Parser, text: string): Tree | null {
  let readings = 0
  const most = READINGS + READINGS_A_CHUNK * Math.ceil(text.length / CHUNK)
  const read = (index: number): string => {
    readings++
    return text.slice(index, index + CHUNK)
  }
  const tree = parser.parse(read, null, { progressCallback: () => readings > most })
  if (tree === null) parser.reset()
  return tree
}

const RUN_OF_LINES = 20

/**
 * The same text, as long, without what costs the square of its length: beyond the first of a run, lines that hold only a
 * comment and line continuations become spaces. Lines with a quote stay, for they could end a string.
 */
function withoutLongRuns(text: string): string {
  let run = 0
  return text.replace(/[^\n]*\n/gu, (line) => {
    const isIdle = /^[ \t]*(?:#[^'"\n]*|\\\r?)\n$/u.test(line)
    run = isIdle ? run + 1 : 0
    return run > RUN_OF_LINES ? `${' '.repeat(line.length - 1)}\n` : line
  })
}

/** Has hidden nodes, aliases, fields, inherited fields, extras, errors, a missing token and text beyond Latin-1. */
const SAMPLE = `# é
@a.b(c, *d, k=1, **e)
async def f(x: int = 1, /, *args, y="ü€😀", **kw) -> "T":
    with open(x) as g, (h): pass
    return [i async for i, *j in z if not i is not None], {1: 2, **q}, f"{a!r:>{w}}b" 'c'  # end
try: import a.b as c
except (A, B) as e: pass
finally: print >>x, y
match x:
    case [1, -2, *r] | A.B(z, k=None) if a < b <= c: del a[1:2, ...]
class C[T](object): x: T = yield lambda: a if b else c
def g(:
    x = (
`

function readsLikeTheCursor(parser: Parser, grammar: GrammarKinds, read: (tree: Tree, table: SyntaxTable) => void): boolean {
  const tree = parser.parse(SAMPLE)
  if (tree === null) return false
  const expected = new SyntaxTable()
  const actual = new SyntaxTable()
  try {
    readWithCursor(tree, grammar, expected)
    read(tree, actual)
  } catch {
    return false // a layout so different that addresses lead nowhere
  } finally {
    tree.delete()
  }
  return sameTables(expected, actual)
}

function sameTables(a: SyntaxTable, b: SyntaxTable): boolean {
  if (a.count !== b.count || a.errors.length !== b.errors.length) return false
  for (const column of ['kinds', 'fields', 'starts', 'ends', 'next'] as const) {
    for (let node = 0; node < a.count; node++) if (a[column][node] !== b[column][node]) return false
  }
  return a.errors.every((offset, index) => offset === b.errors[index])
}
