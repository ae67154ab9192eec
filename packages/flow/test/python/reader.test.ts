import { expect, it } from 'vitest'
import { createPythonParser } from '../../src/python/parser.ts'
import { SyntaxTable } from '../../src/python/syntax-table.ts'
import { sampleOf, standardLibrary } from './standard-library.ts'

const SOURCES: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a blank file', '\n\n'],
  ['a comment', '# only'],
  ['text beyond Latin-1 and the first plane', 'x = "é€😀"; y = f(x)\n'],
  ['a byte order mark', '\ufeffx = 1\n'],
  ['a broken file', 'def f(:\n  x = (\nclass'],
  ['an error as the root', ')))'],
  ['many children', `x = [${'1, '.repeat(5000)}]`],
  ['deep nesting', `${'('.repeat(3000)}1${')'.repeat(3000)}`],
]

const fromMemory = await createPythonParser()
const withCursor = await createPythonParser({ reader: 'cursor' })

it('trusts the reader of memory with the parser that is installed', () => {
  expect([fromMemory.reader, withCursor.reader]).toEqual(['memory', 'cursor'])
})

it.each(SOURCES)('both readers see the same in %s', (_, text) => {
  expect(read(fromMemory, text)).toEqual(read(withCursor, text))
})

it('both readers see the same in the standard library', () => {
  for (const { path, text } of sampleOf(standardLibrary() ?? '/nowhere', 40)) {
    expect({ path, table: read(fromMemory, text) }).toEqual({ path, table: read(withCursor, text) })
  }
})

function read(parser: typeof fromMemory, text: string): Record<string, unknown> {
  const table = new SyntaxTable(16)
  parser.parse(text, table)
  const { count, errors } = table
  const columns = (['kinds', 'fields', 'starts', 'ends', 'next'] as const).map((name) => [
    name,
    Buffer.from(table[name].slice(0, count).buffer).toString('base64'),
  ])
  return { count, errors, ...Object.fromEntries(columns) }
}
