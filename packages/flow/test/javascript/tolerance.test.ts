import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Module } from '../../src/ir/ir.ts'
import { printModule } from '../../src/ir/print.ts'
import { isMinified, lowerJavaScript, lowerProgram } from '../../src/javascript/front-end.ts'
import { isDeeplyNested } from '../../src/javascript/nesting.ts'
import { recover } from '../../src/javascript/recover.ts'
import { brokenPromises } from './invariants.ts'
import { LOWERING_CASES } from './lowering-cases.ts'

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../../../..')

const namesOf = (module: Module): string[] => module.functions.map(({ name }) => name)

describe('syntax errors', () => {
  it.each([
    ['an argument missing', 'function before() { a( }\nfunction after() {}'],
    ['a word too many', 'function before() {}\nconst const x = 1\nfunction after() {}'],
    ['a bracket never closed', 'function before() {}\n\nconst x = {\n\nfunction after() {}'],
    ['merge markers', 'function before() {}\n<<<<<<< HEAD\nconst x = 1\n=======\nconst x = 2\n>>>>>>> other\nfunction after() {}'],
    ['several broken lines', `function before() {}\n${'let 1x = )\n'.repeat(9)}function after() {}`],
    [
      'a template over the margin',
      'function before() {}\nconst sql = `\nselect 1\n`\nlet 1x\nlet 2x\nlet 3x\nlet 4x\nlet 5x\nlet 6x\nlet 7x\nfunction after() {}',
    ],
  ])('%s: what follows is still read', (_, source) => {
    const module = lowerJavaScript('a.ts', source)
    expect(module.issues[0]?.kind).toBe('syntax-error')
    expect(namesOf(module)).toContain('after')
    expect(brokenPromises(module, source)).toEqual([])
  })

  it.each([
    ['Flow types', '/* @flow */ type A = {| b: string |}; function f(a: ?string): A { return (a: any) }'],
    ['JSX in .js', 'export const f = () => <a href={b}>text</a>'],
    ['a byte order mark before a hash bang', '\uFEFF#!/usr/bin/env node\nfunction f() {}'],
    ['return at the top', 'function f() {}\nreturn f'],
    ['sloppy code', 'function f() { with (a) { b } } var x = 010; delete x'],
  ])('%s is none', (_, source) => {
    const module = lowerJavaScript('a.js', source)
    expect(module.issues).toEqual([])
    expect(namesOf(module)).toContain('f')
  })
})

describe('nesting', () => {
  const kinds: Record<string, (depth: number) => string> = {
    parentheses: (n) => `${'('.repeat(n)}1${')'.repeat(n)}`,
    lists: (n) => `${'['.repeat(n)}1${']'.repeat(n)}`,
    blocks: (n) => `${'{'.repeat(n)}${'}'.repeat(n)}`,
    calls: (n) => `${'f('.repeat(n)}1${')'.repeat(n)}`,
    functions: (n) => `${'f(function(){return '.repeat(n)}1${'})'.repeat(n)}`,
    classes: (n) => `${'(class{x='.repeat(n)}1${'})'.repeat(n)}`,
    templates: (n) => `${'`${'.repeat(n)}1${'}`'.repeat(n)}`,
    sums: (n) => `x=${'1+'.repeat(n)}1`,
    alternatives: (n) => `x=${'a||'.repeat(n)}1`,
    chains: (n) => `a${'.b()'.repeat(n)}`,
    negations: (n) => `${'!'.repeat(n)}1`,
    signs: (n) => `x = ${'- + '.repeat(n / 2)}1`,
    'words and signs': (n) => `x = ${'typeof - void + '.repeat(n / 2)}1`,
    arrows: (n) => `${'a=>'.repeat(n)}1`,
    'else if': (n) => `${'if(a){}else '.repeat(n)}{}`,
    conditionals: (n) => `${'a?b:'.repeat(n)}c`,
    awaits: (n) => `async()=>${'await '.repeat(n)}a`,
    'nested finally': (n) => `for(;;){${'try{f()}finally{break; '.repeat(n)}f()${'}'.repeat(n)}}`,
    types: (n) => `let x: ${'A<'.repeat(n)}B${'>'.repeat(n)}`,
    'object types': (n) => `type X = ${'{a:'.repeat(n)}B${'}'.repeat(n)}`,
    patterns: (n) => `let ${'{a:'.repeat(n)}b${'}'.repeat(n)}=x`,
    elements: (n) => `${'<a>'.repeat(n)}${'</a>'.repeat(n)}`,
    'brackets hidden in what looks like a string': (n) => `<a>'{${'('.repeat(n)}1${')'.repeat(n)}}'</a>`,
    'brackets hidden in what looks like a comment': (n) => `<a>//{${'['.repeat(n)}1${']'.repeat(n)}}</a>`,
  }
  it.each(Object.entries(kinds))('%s, 10,000 deep, is bounded and reported', (kind, text) => {
    for (const depth of [400, 900, 10_000, 40_000]) {
      const source = text(depth)
      const module = lowerJavaScript('a.tsx', source)
      expect(brokenPromises(module, source)).toEqual([])
      if (depth >= 10_000) expect(module.issues.length, kind).toBeGreaterThan(0)
      expect(module.issues.length).toBeLessThanOrEqual(200)
    }
  })

  it('reads what stands beside the deep part', () => {
    const source = `function before() {}\nconst deep = ${kinds.lists?.(10_000)}\nfunction after() {}`
    const module = lowerJavaScript('a.ts', source)
    expect(module.issues).toMatchObject([{ kind: 'too-deep', start: 21 }])
    expect(namesOf(module)).toEqual(['<module>', 'before', 'after'])
  })

  it.each([
    ['data in a string', `const image = "${'iVBORw0KGgo9x0Qz'.repeat(9_000)}"`],
    ['escapes in a string', `const letters = "${'\\\\uffbe'.repeat(3_000)}"`],
    ['a long sum', `const text = ${'a + '.repeat(3_000)}b`],
    ['a long page', `const page = \`${'<p class="x">some words, and more</p>\n'.repeat(300)}\``],
    ['many comments', "// ====== a comment (with brackets) it's long\nf(1)\n".repeat(3_000)],
  ])('%s nests nothing', (_, source) => {
    expect(isDeeplyNested(source)).toBe(false)
  })

  it('takes a long file with ordinary code for ordinary', () => {
    const source = Array.from({ length: 3_000 }, (_, index) => `const a${index} = call(b, { c: [index] }) // it's "fine" (really\n`).join(
      '',
    )
    expect(lowerJavaScript('a.js', source).issues).toEqual([])
  })
})

describe('isMinified', () => {
  const written = readFileSync(join(REPOSITORY, 'node_modules/express/lib/application.js'), 'utf8')
  const minified = written
    .replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '')
    .replace(/\s*([=(){},;:?+])\s*/g, '$1')
    .replace(/\s+/g, ' ')
  it.each([
    ['written code', written, false],
    ['the same in one line', minified, true],
    ['the same after a banner', `/*! banner */\n${minified}`, true],
    ['a short line', 'a=b;c(d);', false],
    ['a megabyte of data in one line', `const x = "${'iVBORw0KGgo'.repeat(90_000)}"\n${written}`, false],
    ['a table of words in one line', `const x = [${'"word", '.repeat(1_000)}]`, false],
  ])('%s', (_, text, expected) => {
    expect(isMinified(text)).toBe(expected)
  })
})

describe('any input', () => {
  const snippets = LOWERING_CASES.map(({ source }) => source)
  const tokens = fc.constantFrom(
    ...'(){}[]<>;,.:?!=+-*/`\'"\\\n@#$&|'.split(''),
    ' class ',
    ' async ',
    ' await ',
    '=>',
    '${',
    'function ',
    ' try{',
    '}finally{',
    ' case ',
    ' export ',
    ' import ',
    '...',
    '?.',
    'label:',
    ' break ',
    '\u2028',
    '\uD800',
  )
  const mutation = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(6),
    put: fc.oneof(tokens, fc.string({ maxLength: 3 })),
  })

  it('never throws and keeps the promises, whatever is done to a program', () => {
    fc.assert(
      fc.property(
        fc.subarray(snippets, { minLength: 1 }),
        fc.array(mutation, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('a.js', 'a.ts', 'a.tsx'),
        (parts, mutations, file) => {
          let text = parts.join('\n')
          for (const { at, drop, put } of mutations) {
            const start = Math.floor(at * text.length)
            text = text.slice(0, start) + put + text.slice(start + drop)
          }
          expect(brokenPromises(lowerJavaScript(file, text), text)).toEqual([])
        },
      ),
      { numRuns: 300, seed: 20_261 },
    )
  })

  it('never throws on text that is no program', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(brokenPromises(lowerJavaScript('a.ts', text), text)).toEqual([])
      }),
      { numRuns: 200, seed: 20_262 },
    )
  })

  it('keeps the promises on real packages, without an issue', () => {
    const wrong: string[] = []
    for (const file of sourcesOf([
      'express',
      'fastify',
      'pg',
      'jose',
      'zod',
      'undici',
      'kysely',
      'avvio',
      'router',
      'send',
      'light-my-request',
    ])) {
      const text = readFileSync(file, 'utf8')
      const module = lowerJavaScript(file, text)
      wrong.push(...brokenPromises(module, text).map((message) => `${file}: ${message}`))
      if (module.issues.length > 0) wrong.push(`${file}: ${module.issues[0]?.message}`)
    }
    expect(wrong.slice(0, 10)).toEqual([])
  })
})

it('reads the same whichever parser read it', () => {
  for (const file of sourcesOf(['fastify', 'jose', 'qs', 'zod', 'pg-boss', 'rollup'])) {
    const text = readFileSync(file, 'utf8')
    if (isMinified(text)) continue
    const { program, issues } = recover(file, text)
    expect(issues, file).toEqual([])
    expect(printModule(lowerProgram(file, text, program, issues)), file).toBe(printModule(lowerJavaScript(file, text)))
  }
})

/** Up to 40 sources of each package that is installed. */
function sourcesOf(packages: readonly string[]): string[] {
  return packages.flatMap((name) => {
    try {
      const entries = readdirSync(join(REPOSITORY, 'node_modules', name), { recursive: true, encoding: 'utf8' }).sort()
      return entries
        .filter((each) => /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/.test(each) && !/fixtures|\.min\./.test(each))
        .slice(0, 40)
        .map((each) => join(REPOSITORY, 'node_modules', name, each))
    } catch {
      return []
    }
  })
}
