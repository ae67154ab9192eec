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
