import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const service = (version: string | null, read: string): Record<string, string> => ({
  ...(version === null ? {} : { 'package.json': JSON.stringify({ dependencies: { 'js-yaml': version } }) }),
  'src/app.js': `import express from 'express'\nimport yaml from 'js-yaml'\nconst app = express()\napp.use(express.text())\napp.post('/import', (req, res) => {\n  const rows = ${read}\n  res.json({ rows: rows.length })\n})\n`,
})

it.each<[string, string | null, string, boolean]>([
  ['load of version 3', '3.14.1', 'yaml.load(String(req.body))', true],
  ['load of a range of version 3', '^3.13.0', 'yaml.load(req.body)', true],
  ['loadAll of version 3', '~3.14', 'yaml.loadAll(req.body)', true],
  ['safeLoad of version 3', '3.14.1', 'yaml.safeLoad(req.body)', false],
  ['load of version 3 with a schema of data', '3.14.1', 'yaml.load(req.body, { schema: yaml.JSON_SCHEMA })', false],
  ['load of version 4', '^4.1.0', 'yaml.load(req.body)', false],
  ['load of version 3 or later', '3.x || 4.x', 'yaml.load(req.body)', false],
  ['load of a version that nothing tells', null, 'yaml.load(req.body)', false],
])('%s', async (_name, version, read, isUnsafe) => {
  const { paths } = await analysisOf(service(version, read))
  expect(paths.some(({ kind }) => kind === 'deserialisation')).toBe(isUnsafe)
})
