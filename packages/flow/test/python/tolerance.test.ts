import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Module } from '../../src/ir/ir.ts'
import { createPythonFrontEnd } from '../../src/python/front-end.ts'
import { brokenInvariants } from './ir-invariants.ts'

const frontEnd = await createPythonFrontEnd()

function callsOf({ functions }: Module): string[] {
  return functions.flatMap(({ blocks, names }) => {
    const known = new Map(names)
    return blocks.flatMap(({ instructions }) =>
      instructions.flatMap((instruction) => {
        if (instruction.op === 'global') known.set(instruction.dst, instruction.name)
        if (instruction.op !== 'call') return []
        return [instruction.receiver >= 0 ? instruction.method : (known.get(instruction.callee) ?? '')]
      }),
    )
  })
}

describe('what does not parse is reported and the rest is lowered', () => {
  it.each([
    ['a broken function before a good one', 'def f(:\n    x = (\n\ndef g(a):\n    run(a)\n', ['run']],
    ['a broken line in a function', 'def f(a):\n    x = = 1\n    run(a)\n', ['run']],
    ['a call in the broken place', 'def f(a):\n    x = (run(1)\n    return 3\nstop(2)\n', ['stop']],
    ['an unclosed bracket', 'run(1)\nx = [1,\n', ['run']],
    ['a merge conflict', '<<<<<<< HEAD\nrun(1)\n=======\nstop(1)\n>>>>>>> other\n', ['run', 'stop']],
  ])('%s', (_, text, calls) => {
    const module = frontEnd.lower('a.py', text)
    expect(module.issues[0]?.kind).toBe('syntax-error')
    expect(callsOf(module)).toEqual(expect.arrayContaining(calls))
    expect(brokenInvariants(module, text)).toEqual([])
  })
})

describe('odd files are lowered without an issue', () => {
  it.each([
    ['byte order mark', '\ufeffrun(1)\n'],
    ['CRLF', 'if a:\r\n    run(1)\r\n'],
    ['lone CR in a string', 'run("a\rb")\n'],
    ['form feed', 'x = 1\n\f\ndef f():\n\f\n    run(x)\n'],
    ['tabs', 'if a:\n\tif b:\n\t\trun(1)\n'],
    ['no line end', 'run(1)'],
    ['replacement characters of bad UTF-8', 'x = "\ufffd\ufffd"  # \ufffd\nrun(x)\n'],
    ['Python 2 print', 'print "a", run(1)\nprint >>f, "b"\n'],
    ['Python 2 exec of an expression', 'exec run(1) in d\nexec "x = %s" % y\n'],
    ['Python 2 except', 'try:\n    run(1)\nexcept IOError, e:\n    print e\n'],
    ['Python 2 literals', 'run(0777, 10L, ur"x", `a`)\n'],
    ['names in other forms', 'ｒｕｎ(1)\n'],
  ])('%s', (_, text) => {
    const module = frontEnd.lower('a.py', text)
    expect(module.issues).toEqual([])
    expect(callsOf(module)).toContain('run')
    expect(brokenInvariants(module, text)).toEqual([])
  })
})

const DEPTH = 10_000

describe('nesting without end is reported and bounded', () => {
  it.each([
    ['brackets', `x = ${'('.repeat(DEPTH)}1${')'.repeat(DEPTH)}\n`],
    ['lists', `x = ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}\n`],
    ['targets', `${'('.repeat(DEPTH)}x,${'),'.repeat(DEPTH - 1)}) = y\n`],
    ['calls', `x = ${'f('.repeat(DEPTH)}${')'.repeat(DEPTH)}\n`],
    ['negations', `x = ${'not '.repeat(DEPTH)}y\n`],
    ['conditions', `if ${'not '.repeat(DEPTH)}y: pass\n`],
    ['attributes', `x = a${'.b'.repeat(DEPTH)}\n`],
    ['lambdas', `x = ${'lambda: '.repeat(DEPTH)}1\n`],
    ['conditionals', `x = ${'a if b else '.repeat(DEPTH)}c\n`],
    ['types', `x: ${'list['.repeat(DEPTH)}int${']'.repeat(DEPTH)} = 1\n`],
    ['powers', `x = ${'a ** '.repeat(DEPTH)}1\n`],
    ['statements', `${Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}if a:\n`).join('')}${' '.repeat(1000)}x = 1\n`],
  ])('%s', (_, text) => {
    const module = frontEnd.lower('a.py', `${text}run(1)\n`)
    expect(module.issues.length).toBeGreaterThan(0)
    expect(module.functions.length).toBeGreaterThan(0)
    expect(brokenInvariants(module, `${text}run(1)\n`)).toEqual([])
  })

  it.each([
    ['comments', `if a:\n  b\n${'  # c\n'.repeat(20_000)}run(1)\n`],
    ['line continuations', `run(1)\n${'\\\n'.repeat(50_000)}x\n`],
  ])('parses long runs of %s in another way', (_, text) => {
    const module = frontEnd.lower('a.py', text)
    expect(module.issues).toEqual([])
    expect(callsOf(module)).toEqual(['run'])
  })

  it('reports a text that would cost the square of its length', () => {
    const text = `if a:\n  b\n${'  # "\n'.repeat(50_000)}run(1)\n`
    expect(frontEnd.lower('a.py', text)).toMatchObject({ functions: [], issues: [{ kind: 'too-long' }] })
  })

  it('reports a file beyond any size', () => {
    expect(frontEnd.lower('a.py', 'x'.repeat(2_000_001))).toMatchObject({ functions: [], issues: [{ kind: 'too-long' }] })
  })
})

describe('length is no trouble', () => {
  it.each([
    ['a chain of operators', `x = ${'a + '.repeat(DEPTH)}run(1)\n`],
    ['a chain of conditions', `x = ${'a or '.repeat(DEPTH)}run(1)\n`],
    ['a chain of comparisons', `x = ${'a < '.repeat(DEPTH)}run(1)\n`],
    ['many branches', `if a:\n    pass\n${'elif b:\n    pass\n'.repeat(DEPTH)}else:\n    run(1)\n`],
    ['a line of a megabyte', `x = [${'"0123456789", '.repeat(75_000)}run(1)]\n`],
    ['a string of a megabyte', `run("${'a'.repeat(1_000_000)}")\n`],
  ])('%s', (_, text) => {
    const module = frontEnd.lower('a.py', text)
    expect(module.issues).toEqual([])
    expect(callsOf(module)).toEqual(['run'])
  })

  it('copies nested finally suites within a budget, and says when it stops', () => {
    const level = (depth: number): string => {
      const indent = '  '.repeat(depth)
      return depth === 24 ? `${indent}run(1)\n` : `${indent}try:\n${indent}  return a\n${indent}finally:\n${level(depth + 1)}`
    }
    const module = frontEnd.lower('a.py', `def f(a):\n${level(1)}`)
    expect(module.issues[0]?.kind).toBe('too-long')
    expect(callsOf(module)).toContain('run')
  })
})

const PIECES = [
  'def f(a, *b, c=1, **d):\n    return a\n',
  'class A(B):\n    x: int = 1\n    @p\n    def m(self): yield self.x\n',
  'try:\n    f(1)\nexcept (A, b.C) as e:\n    raise\nelse:\n    x = 1\nfinally:\n    g()\n',
  'with a as b, c:\n    return [i for i in b if (j := i)]\n',
  'match x:\n    case [1, *r] | {"k": v}: pass\n    case A(b, c=d) if e: f()\n',
  's = f"a{x!r:>{w}}b" \'c\'\n',
  'while a < b <= c and not d:\n    if e: continue\n    break\nelse: del a[1:2], b.c\n',
  'lambda *a, k=1: (yield)\n',
  'from ..a import (b as c, d)\nimport e.f as g\n',
  'async def h():\n    async for i in j:\n        await k(*l, m=n)\n',
  'print >>f, "x"\nexec a.b() in c\ntype(a).b = c\n',
]
const MARKS = [
  '(',
  ')',
  '[',
  '{',
  '}',
  ':',
  ',',
  '"',
  "'''",
  '\\',
  '\n',
  '    ',
  '*',
  '=',
  '@',
  '.',
  'def ',
  'class ',
  'lambda ',
  'if ',
  'f"{',
  '\u0000',
  '😀',
  '#',
  '`',
]

describe('fuzzing', () => {
  it('never throws, and what it gives is sound', () => {
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(12), insert: fc.constantFrom('', ...MARKS) })
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }), fc.array(edit, { maxLength: 8 }), (pieces, edits) => {
        let text = pieces.join('')
        for (const { at, remove, insert } of edits) {
          const place = Math.floor(at * text.length)
          text = text.slice(0, place) + insert + text.slice(place + remove)
        }
        expect(brokenInvariants(frontEnd.lower('a.py', text), text)).toEqual([])
      }),
      { numRuns: 600, seed: 20_261 },
    )
  })

  it('never throws on text that is no Python', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(brokenInvariants(frontEnd.lower('a.py', text), text)).toEqual([])
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})
