import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const kindsIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await analysisOf(files)).paths.map(({ kind }) => kind)

const PYTHON = (guard: string): string =>
  `import os, re\nfrom flask import Flask, abort, request\napp = Flask(__name__)\nNAME = re.compile(r"[a-z0-9-]{1,40}")\n\ndef valid(text):\n    return NAME.fullmatch(text) is not None\n\nclass Name:\n    pattern = re.compile(r"[a-z]+")\n\n    def __init__(self, raw):\n        self.raw = raw\n\n    def valid(self):\n        return self.pattern.fullmatch(self.raw) is not None\n\n@app.get('/run')\ndef run():\n    name = request.args.get('name', '')\n    ${guard}\n        abort(400)\n    os.system('list ' + name)\n    return ''\n`

it.each<[string, boolean]>([
  ['if NAME.fullmatch(name) is None:', false],
  ['if re.fullmatch(r"[a-z]+", name) is None:', false],
  ['if valid(name) is False:', false],
  ['if not valid(name):', false],
  ['if not Name(name).valid():', false],
  ['if NAME.fullmatch(name) is not None:', true],
  ['if valid(name) is None:', true],
  ['if NAME.search(name) is None:', true],
])('an answer is compared: %s', async (guard, leads) => {
  expect((await kindsIn({ 'app.py': PYTHON(guard) })).includes('command-injection')).toBe(leads)
})

const JAVASCRIPT = (guard: string): string =>
  `const { exec } = require('child_process')\nconst app = require('express')()\nconst NAME = /^[a-z0-9]+$/\napp.get('/run', (req, res) => {\n  const name = String(req.query.name)\n  if (${guard}) return res.sendStatus(400)\n  exec('list ' + name)\n})\n`

it.each<[string, boolean]>([
  ['NAME.test(name) === false', false],
  ['NAME.test(name) !== true', false],
  ['name.match(NAME) === null', false],
  ['NAME.exec(name) == null', false],
  ['NAME.test(name) === true', true],
  ['name.match(NAME) !== null', true],
])('an answer of JavaScript is compared: %s', async (guard, leads) => {
  expect((await kindsIn({ 'app.js': JAVASCRIPT(guard) })).includes('command-injection')).toBe(leads)
})

const STATEMENT = (query: string): string =>
  `const { Pool } = require('pg')\nconst mysql = require('mysql2')\nconst pool = new Pool()\nconst db = mysql.createPool({})\nconst app = require('express')()\nfunction sql(strings, ...values) {\n  return { text: strings.reduce((all, part, i) => \`\${all}$\${i}\${part}\`), values }\n}\napp.get('/:city', (req, res) => {\n  const { city } = req.params\n  ${query}\n})\n`

it.each<[string, boolean]>([
  ["pool.query({ text: 'SELECT 1 WHERE city = $1', values: [city] })", false],
  ["const query = { text: 'SELECT 1' }; query.values = [city]; pool.query(query)", false],
  ["db.query({ sql: 'SELECT ?', values: [city] })", false],
  ['pool.query(sql`SELECT 1 WHERE city = ${city}`)', false],
  ["pool.query({ text: `SELECT 1 WHERE city = '${city}'`, values: [] })", true],
  ["db.query({ sql: 'SELECT ' + city })", true],
  ['pool.query(req.body)', true],
])('of an object of a statement only its text is one: %s', async (query, leads) => {
  expect((await kindsIn({ 'app.js': STATEMENT(query) })).includes('sql-injection')).toBe(leads)
})

const FILE = (body: string): string =>
  `const { createReadStream } = require('fs')\nconst app = require('express')()\nconst plain = (name) => !name.includes('..') && !name.includes('/') && !name.includes('\\\\')\napp.get('/file', (req, res) => {\n  ${body}\n  createReadStream('/srv/' + name).pipe(res)\n})\n`

it.each<[string, boolean]>([
  ['const name = decodeURIComponent(req.query.name)\n  if (!plain(name)) return res.end()', false],
  ['if (!plain(req.query.name)) return res.end()\n  const name = req.query.name', false],
  ['if (!plain(req.query.name)) return res.end()\n  const name = decodeURIComponent(req.query.name)', true],
])('what is looked for before decoding may be there after it: %s', async (body, leads) => {
  expect((await kindsIn({ 'app.js': FILE(body) })).includes('path-traversal')).toBe(leads)
})

it('tells the call of a chain over several lines at its own line', async () => {
  const { paths } = await analysisOf({
    'app.js': `const db = require('knex')({})\nconst app = require('express')()\napp.get('/', (req, res) =>\n  db('items')\n    .select('id')\n    .whereRaw('name = ' + req.query.name)\n    .then((rows) => res.json(rows)))\n`,
  })
  expect(paths.filter(({ kind }) => kind === 'sql-injection').map(({ sink }) => sink.line)).toEqual([6])
})
