import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

/** A plugin in the old manner: one function around many others, which hand one another on. */
const crowded = (count: number): string =>
  [
    "const { exec } = require('child_process')",
    "const app = require('express')()",
    'const plugin = (function (each) {',
    ...Array.from(
      { length: count },
      (_, index) => `  function f${index}(value) { return each(f${(index + 1) % count}, f${(index + 7) % count}, value) }`,
    ),
    '  function run(value) { exec(value); return f0 }',
    '  return { run, f0 }',
    '})(function (first, second, value) { return value ? first : second })',
    "app.get('/run', (req, res) => { plugin.run(req.query.q); res.json(String(plugin.f0(req.query.q))) })",
  ].join('\n')

it.each([12, 160])('a scope of %i functions that hand one another on is followed', async (count) => {
  const { paths } = await analysisOf({ 'app.js': crowded(count) })
  expect(paths.map(({ kind }) => kind)).toContain('command-injection')
})

/** A search that hands back what it answers itself, from many places. */
const searching = (count: number): string =>
  [
    "const { exec } = require('child_process')",
    "const app = require('express')()",
    'class Node {',
    '  search(paths, at) {',
    '    if (at >= paths.length) return this',
    ...Array.from({ length: count }, (_, index) => `    if (paths[at] === 'p${index}') return this.search(paths, at + 1)`),
    '    for (const child of this.children) {',
    '      if (child.name === paths[at]) return child.search(paths, at + 1)',
    '    }',
    '    return null',
    '  }',
    '}',
    "app.get('/run', (req, res) => { new Node().search(req.query.q, 0); exec(req.query.q); res.end() })",
  ].join('\n')

it('a function that hands back its own answers from many places is followed', async () => {
  const { paths, files } = await analysisOf({ 'app.js': searching(40) })
  expect(paths.map(({ kind }) => kind)).toContain('command-injection')
  expect(files.map(({ outcome }) => outcome)).toEqual(['analysed'])
})
