import type { Case } from './python-cases.ts'

const APP = "import express from 'express'\nconst app = express()\n"
const POOL = "import { createPool } from 'mysql2/promise'\nconst pool = createPool({})\n"
const RULES = "const FIELDS = new Set(['city', 'orders'])\nconst BY = { is: '=', above: '>' }\n"
const CURSOR = "const decode = (text) => (text ? JSON.parse(Buffer.from(text, 'base64url').toString()) : undefined)\n"
const UNLINK = "import { unlink } from 'node:fs/promises'\n"
const BUILDER =
  "class Columns {\n  cols = ['x']\n  add(c) { this.cols.push(`SUM(${c})`); return this }\n  text() { return `SELECT ${this.cols.join(', ')} FROM t` }\n}\n"

const one = (name: string, kinds: readonly string[], text: string, file = 'src/app.js'): Case => ({ name, kinds, files: { [file]: text } })

/** Ways of writing that carry a value on, or that make it harmless. */
export const JAVASCRIPT_IDIOM_CASES: readonly Case[] = [
  one(
    'a template literal that is compiled',
    ['template-injection'],
    `${APP}app.post('/', (req, res) => { const fill = new Function('name', 'return \`' + req.body.template + '\`'); res.json(fill('x')) })\n`,
  ),
  one(
    'the same behind names in a list',
    ['template-injection'],
    `${APP}app.post('/', (req, res) => { const fill = new Function(...Object.keys(VALUES), \`return \\\`\${req.body.template}\\\`\`); res.json(fill('x')) })\n`,
  ),
  one(
    'a formula that is compiled',
    ['code-injection'],
    `${APP}app.post('/', (req, res) => { const fill = new Function('x', \`return \${req.body.formula}\`); res.json(fill(1)) })\n`,
  ),
  one(
    'a template literal of ours',
    [],
    `${APP}app.post('/', (req, res) => { const fill = new Function('name', 'return \`Dear \${name}\`'); res.json(fill(req.body.name)) })\n`,
  ),
  one(
    'a header that the query names',
    ['header-injection'],
    `${APP}app.get('/', (req, res) => { res.setHeader(req.query.name, 'x'); res.end() })\n`,
  ),
  one(
    'headers behind a prefix of the query',
    ['header-injection'],
    `import { Hono } from 'hono'\nconst app = new Hono()\napp.get('/', (c) => { for (const [key, value] of Object.entries(c.req.query())) if (key.startsWith('response-')) c.header(key.slice(9), value); return c.text('') })\n`,
    'src/app.ts',
  ),
  one(
    'headers of a list',
    [],
    `${APP}const OURS = new Set(['x-page', 'x-size'])\napp.get('/', (req, res) => { for (const [key, value] of Object.entries(req.query)) if (OURS.has(key)) res.set(key, value); res.end() })\n`,
  ),
  one('an object of headers', [], `${APP}app.get('/', (req, res) => { res.set({ 'x-page': req.query.page }); res.end() })\n`),
  one('a header with a name of ours', [], `${APP}app.get('/', (req, res) => { res.set('x-page', req.query.page); res.end() })\n`),
  one(
    'a name behind a beginning of ours',
    [],
    `${APP}app.get('/', (req, res) => { res.set(\`x-mark-\${req.query.mark}\`, '1'); res.end() })\n`,
  ),
  one(
    'a position from outside, or the first one',
    ['sql-injection'],
    `${APP}${POOL}${CURSOR}app.get('/', async (req, res) => { const from = decode(req.query.cursor) ?? { by: 'id', after: 0 }; res.json(await pool.query(\`SELECT id FROM t WHERE \${from.by} > ?\`, [from.after])) })\n`,
  ),
  one(
    'a position whose column is looked up',
    [],
    `${APP}${POOL}${CURSOR}const BY = { new: 'id', name: 'title' }\napp.get('/', async (req, res) => { const from = decode(req.query.cursor) ?? { by: 'id', after: 0 }; res.json(await pool.query(\`SELECT id FROM t WHERE \${BY[from.by] ?? 'id'} > ?\`, [from.after])) })\n`,
  ),
  one(
    'a position of which only the value counts',
    [],
    `${APP}${POOL}${CURSOR}app.get('/', async (req, res) => { const from = decode(req.query.cursor) ?? { by: 'id', after: 0 }; res.json(await pool.query('SELECT id FROM t WHERE id > ?', [from.after])) })\n`,
  ),
  one(
    'a position into which a column of ours is written last',
    [],
    `${APP}${POOL}${CURSOR}app.get('/', async (req, res) => { const from = { ...decode(req.query.cursor), by: 'id' }; res.json(await pool.query(\`SELECT id FROM t WHERE \${from.by} > ?\`, [from.after])) })\n`,
  ),
  one(
    'builder that grows a list',
    ['sql-injection'],
    `${APP}${POOL}${BUILDER}app.get('/', async (req) => { const q = new Columns(); q.add(req.query.a); await pool.query(q.text()) })\n`,
  ),
  one(
    'builder with our own columns',
    [],
    `${APP}${POOL}${BUILDER}app.get('/', async (req) => { const q = new Columns(); q.add('a'); await pool.query(q.text()) })\n`,
  ),
  one(
    'argument behind a spread',
    ['code-injection'],
    `${APP}const NAMES = ['a']\napp.post('/', (req, res) => { res.json(new Function(...NAMES, req.body.formula)(1)) })\n`,
  ),
  one(
    'check below a folder that is passed',
    [],
    `${APP}${UNLINK}import { join, resolve, sep } from 'node:path'\nfunction place(folder, name) {\n  const base = resolve('/data', folder)\n  const path = resolve(base, name)\n  if (!path.startsWith(base + sep)) throw new RangeError(name)\n  return path\n}\napp.get('/', async (req) => unlink(place(req.user.team, req.query.f)))\n`,
  ),
  one(
    'the folder itself comes from outside',
    ['path-traversal'],
    `${APP}${UNLINK}import { resolve, sep } from 'node:path'\nfunction place(folder, name) {\n  const base = resolve('/data', folder)\n  const path = resolve(base, name)\n  if (!path.startsWith(base + sep)) throw new RangeError(name)\n  return path\n}\napp.get('/', async (req) => unlink(place(req.query.team, 'x')))\n`,
  ),
  one(
    'default object spread',
    ['nosql-injection'],
    `${APP}import { MongoClient } from 'mongodb'\nconst t = new MongoClient('x').db('a').collection('t')\nconst read = (raw) => { if (!raw) return {}\n return JSON.parse(raw) }\napp.get('/', async (req) => { const f = read(req.query.f)\n await t.find({ ...f, org: 1 }).toArray() })\n`,
  ),
  one(
    'mongoose told to sanitise filters',
    [],
    `${APP}import mongoose from 'mongoose'\nmongoose.set('sanitizeFilter', true)\nconst Task = mongoose.model('Task', new mongoose.Schema({}))\napp.get('/', async (req) => Task.find({ state: req.query.state }))\n`,
  ),
  one(
    'object of elsewhere',
    ['sql-injection'],
    `${APP}const { sequelize } = require('../models')\napp.get('/', async (req) => sequelize.literal(\`lower(\${req.query.a})\`))\n`,
  ),
  one(
    'record of elsewhere',
    ['mass-assignment'],
    `${APP}const { Listing } = require('../models')\napp.put('/', async (req) => { const { note, ...changes } = req.body\n const l = await Listing.findByPk(1)\n await l.update(changes) })\n`,
  ),
  one(
    'record of elsewhere with fields',
    [],
    `${APP}const { Listing } = require('../models')\napp.put('/', async (req) => { const l = await Listing.findByPk(1)\n await l.update(req.body, { fields: ['title'] }) })\n`,
  ),
  one(
    'rows under the key of the client',
    ['mass-assignment'],
    `${APP}app.put('/', async (req) => req.app.orm.member.update({ where: { id: 1 }, data: { ...req.body } }))\n`,
  ),
  one(
    'lines of a head',
    ['header-injection'],
    `${APP}import net from 'node:net'\napp.post('/', (req) => { const lines = ['From: a@b.example', \`Subject: \${req.body.subject}\`, '', 'x']\n net.connect(25).write(lines.join('\\r\\n')) })\n`,
  ),
  one(
    'lines of a head without breaks',
    [],
    `${APP}import net from 'node:net'\napp.post('/', (req) => { const lines = ['From: a@b.example', \`Subject: \${String(req.body.subject).replace(/[\\r\\n]/g, ' ')}\`, '', 'x']\n net.connect(25).write(lines.join('\\r\\n')) })\n`,
  ),
  one(
    'appended log',
    ['log-injection'],
    `${APP}import { createWriteStream } from 'node:fs'\nconst out = createWriteStream(process.env.AUDIT ?? 'audit', { flags: 'a' })\napp.post('/', (req) => out.write(\`login \${req.body.name}\\n\`))\n`,
  ),
  one(
    'written file',
    [],
    `${APP}import { createWriteStream } from 'node:fs'\nconst out = createWriteStream('export.csv')\napp.post('/', (req) => out.write(\`login \${req.body.name}\\n\`))\n`,
  ),
  one(
    'format of lines',
    ['log-injection'],
    `${APP}import winston from 'winston'\nconst log = winston.createLogger({ format: winston.format.combine(winston.format.printf(({ level, message }) => \`\${level} \${message}\`)) })\napp.post('/', (req) => { log.info(\`page \${req.body.page}\`) })\n`,
  ),
  one(
    'format of JSON',
    [],
    `${APP}import winston from 'winston'\nconst log = winston.createLogger({ format: winston.format.json() })\napp.post('/', (req) => { log.info(\`page \${req.body.page}\`) })\n`,
  ),
  one(
    'query as the data of a view',
    ['template-injection'],
    `${APP}app.set('view engine', 'ejs')\napp.get('/', (req, res) => res.render('page', { ...req.query }))\n`,
  ),
  one(
    'named data of a view',
    [],
    `${APP}app.set('view engine', 'ejs')\napp.get('/', (req, res) => res.render('page', { q: req.query.q }))\n`,
  ),
  one(
    'option of a program',
    ['command-injection'],
    `${APP}import { execFile } from 'node:child_process'\napp.get('/', (req) => execFile('git', ['log', '-n', '5', req.query.branch]))\n`,
  ),
  one(
    'end of the options',
    [],
    `${APP}import { execFile } from 'node:child_process'\napp.get('/', (req) => execFile('git', ['log', '-n', '5', '--', req.query.branch]))\n`,
  ),
  one(
    'argument of an option',
    [],
    `${APP}import { execFile } from 'node:child_process'\napp.get('/', (req) => execFile('tar', ['-czf', '/x.tgz', '--label', req.query.label, '.']))\n`,
  ),
  one(
    'escape by a table of characters',
    [],
    `${APP}const MAP = new Map([['<', '&lt;'], ['>', '&gt;']])\nconst shown = (text) => [...text].map((c) => MAP.get(c) ?? c).join('')\napp.get('/', (req, res) => res.send(\`<p>\${shown(req.query.q)}</p>\`))\n`,
  ),
  one(
    'JSON inside a script',
    [],
    `${APP}const MAP = { '<': '\\\\u003c' }\nconst inline = (value) => JSON.stringify(value).replace(/[<>&]/g, (c) => MAP[c])\napp.get('/', (req, res) => res.send(\`<script>x = \${inline(req.query.q)}</script>\`))\n`,
  ),
  one(
    'pipe of our own',
    ['redos'],
    "import { Body, Controller, Put } from '@nestjs/common'\nconst VAT = /^(?:[ -]?[0-9A-Z]+)+$/\nclass VatPipe { transform(value: string) { if (!VAT.test(value)) throw new Error(); return value } }\n@Controller('b')\nexport class B { @Put() set(@Body('vat', VatPipe) vat: string) { return null } }\n",
    'src/b.ts',
  ),
  one(
    'elements chosen by a part of each',
    [],
    `${APP}${POOL}${RULES}app.post('/', (req) => {\n  const known = req.body.rules.filter(({ field, by }) => FIELDS.has(field) && Object.hasOwn(BY, by))\n  pool.query(known.map(({ field, by }) => \`\${field} \${BY[by]} ?\`).join(' AND '))\n})\n`,
  ),
  one(
    'elements chosen by another part of each',
    ['sql-injection'],
    `${APP}${POOL}${RULES}app.post('/', (req) => {\n  const known = req.body.rules.filter(({ by }) => Object.hasOwn(BY, by))\n  pool.query(known.map(({ field, by }) => \`\${field} \${BY[by]} ?\`).join(' AND '))\n})\n`,
  ),
  ...['lodash/pick.js', 'lodash-es/pick.js', 'lodash.pick', 'lodash/pick'].flatMap((library) => [
    one(
      `fields picked by ${library}`,
      [],
      `${APP}import mongoose from 'mongoose'\nimport pick from '${library}'\nconst Driver = mongoose.model('Driver', {})\napp.put('/', (req) => Driver.updateOne({ a: 1 }, { $set: pick(req.body, ['name']) }))\n`,
    ),
  ]),
  one('the address in a log as it came', [], `${APP}app.use((req, res) => console.warn(req.method, req.path, req.originalUrl))\n`),
  one('the address in a log, decoded', ['log-injection'], `${APP}app.use((req, res) => console.warn(decodeURIComponent(req.path)))\n`),
  ...(
    [
      [
        'in a loop over the fields',
        [],
        "for (const value of [to, subject]) if (/[\\r\\n]/.test(value)) return Promise.reject(new TypeError('line break'))",
      ],
      ['of some of the fields', [], 'if ([to, subject].some((value) => /[\\0\\r\\n]/.test(value))) return'],
      ['one by one', [], "if (/\\r|\\n/.test(to) || /\\s/.test(subject)) throw new TypeError('line break')"],
      [
        'of one field alone',
        ['header-injection'],
        "for (const value of [to]) if (/[\\r\\n]/.test(value)) throw new TypeError('line break')",
      ],
      ['of what is no line break', ['header-injection'], "if (/\\S\\t/.test(to) || /[<>]/.test(subject)) throw new TypeError('markup')"],
    ] as const
  ).map(([name, kinds, check]) =>
    one(
      `line breaks refused ${name}`,
      kinds,
      `${APP}import net from 'node:net'\nfunction send({ to, subject }) {\n  ${check}\n  net.connect(25, 'mail').write(\`To: \${to}\\r\\nSubject: \${subject}\\r\\n\`)\n}\napp.post('/', (req) => send({ to: req.body.email, subject: req.body.topic }))\n`,
    ),
  ),
]
