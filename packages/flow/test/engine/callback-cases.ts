import type { Case } from './python-cases.ts'

const APP =
  "const express = require('express')\nconst app = express()\nconst bcrypt = require('bcryptjs')\nconst crypto = require('crypto')\nfunction ask(text, done) { Promise.resolve(text).then((row) => done(null, row), done) }\n"
const POOL = "const pool = require('mysql2').createPool({})\n"
const LITE = "const lite = new (require('sqlite3').Database)('x.db')\n"
const ITEMS = "const mingo = require('mingo')\nconst { Query } = require('mingo')\nconst items = []\n"
const RECORDS = "const Records = require('nedb')\nconst records = new Records({ filename: 'r.db' })\n"
const SQL = "const { DatabaseSync } = require('node:sqlite')\nconst sql = new DatabaseSync('x.db')\n"

const MAIL =
  "const ejs = require('ejs')\nconst TEXTS = { hello: 'Hello <%= name %>' }\nconst text = (name, data) => ejs.render(TEXTS[name], data)\n"

const ADDED =
  "const line = (text) => String(text).replace(/[\\r\\n]+/g, ' ')\nconst mail = (to, subject, body) => 'To: ' + to + '\\r\\nSubject: ' + subject + '\\r\\n\\r\\nTo: ' + body\n"

const one = (name: string, kinds: readonly string[], text: string): Case => ({ name, kinds, files: { 'src/app.js': `${APP}${text}` } })
const asked = (name: string, kinds: readonly string[], inner: string): Case =>
  one(name, kinds, `${POOL}${LITE}app.post('/', (req, res) => ask('k', (err, row) => { ${inner} }))\n`)
const from = (name: string, kinds: readonly string[], setup: string, text: string): Case =>
  one(name, kinds, `app.use(express.json())\n${setup}app.post('/', async (req, res) => { ${text} })\n`)

const ON = 'res.redirect(req.body.next)'

/** Callbacks of Node inside callbacks, and what they are called back with. */
export const CALLBACK_CASES: readonly Case[] = [
  asked('behind the comparison of a password', ['open-redirect'], `bcrypt.compare('p', row.hash, (failed, same) => ${ON})`),
  asked('behind a derived key', ['open-redirect'], `crypto.scrypt(req.body.p, 's', 64, (err, key) => ${ON})`),
  asked('behind a query', ['open-redirect'], `pool.query('SELECT 1', [row], function (err, rows) { ${ON} })`),
  asked('behind one row', ['open-redirect'], `lite.get('SELECT 1', [row], (err, found) => ${ON})`),
  asked('the hash that comes back', [], "bcrypt.hash(req.body.p, 12, (err, hash) => res.send('<p>' + hash + '</p>'))"),
  one(
    'a row that is called back with',
    ['stored-xss'],
    `${LITE}app.get('/', (req, res) => lite.get('SELECT 1', (err, row) => res.send('<p>' + row.title + '</p>')))\n`,
  ),
  one(
    'rows that are called back with',
    ['stored-xss'],
    `${POOL}app.get('/', (req, res) => pool.query('SELECT 1', (error, rows) => res.send('<p>' + rows[0].title + '</p>')))\n`,
  ),
  one(
    'a count that is called back with',
    [],
    `${POOL}app.get('/', (req, res) => pool.query('SELECT 1', (error, rows) => res.send('<p>' + rows.length + '</p>')))\n`,
  ),
]

/** Stores with the operators of MongoDB, and rows that take the whole body. */
export const STORE_CASES: readonly Case[] = [
  from('a query over a list', ['nosql-injection'], ITEMS, 'res.json(mingo.find(items, { name: req.body.name }).all().length)'),
  from(
    'a compiled query',
    ['nosql-injection'],
    ITEMS,
    'const q = new Query({ name: req.body.name }); res.json(items.filter((x) => q.test(x)).length)',
  ),
  from('text over a list', [], ITEMS, 'res.json(mingo.find(items, { name: String(req.body.name) }).all().length)'),
  from(
    'a class of our own round the store',
    ['nosql-injection'],
    `${ITEMS}class Table { find(query) { return mingo.find(this.rows, query || {}) } }\nconst tables = new Map()\nconst table = (name) => { if (!tables.has(name)) tables.set(name, new Table()); return tables.get(name) }\n`,
    "res.json(table('a').find({ name: req.body.name }).all().length)",
  ),
  from('a store in a file', ['nosql-injection'], RECORDS, 'records.findOne({ mail: req.body.mail }, (err, row) => res.json(row.id))'),
  from(
    'a store in a file, changed',
    ['nosql-injection'],
    RECORDS,
    'records.update({ mail: req.body.mail }, { $set: { seen: 1 } }, {}, () => res.json(1))',
  ),
  from('a store in a file by text', [], RECORDS, 'records.findOne({ mail: `${req.body.mail}` }, (err, row) => res.json(row.id))'),
  from(
    'a stored row that takes the body',
    ['mass-assignment'],
    SQL,
    "const row = sql.prepare('SELECT * FROM a').get(); Object.assign(row, req.body); res.json(1)",
  ),
  from(
    'a stored row that takes one field',
    [],
    SQL,
    "const row = sql.prepare('SELECT * FROM a').get(); Object.assign(row, { name: req.body.name }); res.json(1)",
  ),
  from('options that take the body', [], '', 'const shown = Object.assign({ page: 1 }, req.body); res.json(shown.page)'),
  from(
    'a named field put into a constant template',
    [],
    MAIL,
    "res.json(text('hello', { name: req.body.name, at: req.headers.host }).length)",
  ),
  from('a body put into a constant template', ['template-injection'], MAIL, "res.json(text('hello', req.body).length)"),
  from('lines of a head that are added', ['header-injection'], ADDED, 'res.json(mail(req.body.to, req.body.subject, 1).length)'),
  from('a first line that is added', ['header-injection'], ADDED, "res.json(mail(req.body.to, 'x', 1).length)"),
  from('lines that are cleaned first', [], ADDED, 'res.json(mail(line(req.body.to), line(req.body.subject), 1).length)'),
  from('what stands below the empty line', [], ADDED, "res.json(mail('a', 'b', req.body.text).length)"),
]
