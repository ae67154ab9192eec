import type { Case } from './python-cases.ts'

/** A weak program and its healthy twin, which differ in one place: `with` puts either into the text. */
interface Twins {
  readonly name: string
  readonly kind: string
  readonly file?: string
  readonly text: (part: string) => string
  readonly weak: readonly string[]
  readonly healthy: readonly string[]
  readonly beside?: Readonly<Record<string, string>>
}

const app = (handler: string, top = ''): string =>
  `const express = require('express')\nconst fs = require('node:fs')\nconst path = require('node:path')\nconst app = express()\napp.use(express.json())\n${top}\napp.post('/things', async (req, res) => {\n${handler}\n})\n`

const TWINS: readonly Twins[] = [
  {
    name: 'fields written as a line, name by name',
    kind: 'log-injection',
    text: (value) =>
      app(
        "note('seen', { agent: String(req.body.agent) }); res.end()",
        `const out = fs.createWriteStream('/var/log/thing/access.log')\nfunction note(event, fields) { out.write(event + Object.keys(fields).map((field) => ' ' + field + '=' + ${value}).join('') + '\\n') }`,
      ),
    weak: ['String(fields[field])'],
    healthy: ['JSON.stringify(String(fields[field]))'],
  },
  {
    name: 'names of a body that a helper writes down',
    kind: 'log-injection',
    text: (given) =>
      app(
        `note(${given}); res.end()`,
        "const out = fs.createWriteStream('/var/log/thing/access.log')\nfunction note(fields) { for (const field in fields) out.write(field + '\\n') }",
      ),
    weak: ['req.body'],
    healthy: ['{ agent: req.body.agent }'],
  },
  {
    name: 'a path of keys, set in an object',
    kind: 'prototype-pollution',
    text: (step) =>
      app(
        'put({}, String(req.body.path), req.body.value); res.end()',
        `const isObject = (value) => value !== null && typeof value === 'object'\nfunction put(at, route, value) { const names = route.split('/'); const end = names.pop(); for (const name of names) { ${step}; at = at[name] } at[end] = value }`,
      ),
    weak: [
      "if (name === '__proto__') return; if (!at[name]) at[name] = {}",
      "if (['prototype'].includes(name)) return; if (!at[name]) at[name] = {}",
      "if (['__proto__'].includes(name)) return; at[name] = at[name] || {}",
      'if (at[name] === undefined) at[name] = {}',
    ],
    healthy: [
      "if (name === '__proto__') return; if (!isObject(at[name])) at[name] = {}",
      "if (name === '__proto__') return; if (typeof at[name] !== 'object') at[name] = {}",
      "if (name === '__proto__' || name === 'constructor') return; if (!at[name]) at[name] = {}",
      'if (!Object.hasOwn(at, name)) at[name] = {}',
      'if (!at.hasOwnProperty(name)) at[name] = Object.create(null)',
      'at[name] = {}',
    ],
  },
  {
    name: 'a text through a renderer of Markdown',
    kind: 'xss',
    text: (renderer) =>
      app('res.send(`<main>${renderer.render(req.body.text)}</main>`)', `const MarkdownIt = require('markdown-it')\n${renderer}`),
    weak: [
      'const renderer = new MarkdownIt({ html: true })',
      "const renderer = new MarkdownIt('commonmark')",
      "const renderer = new MarkdownIt({ html: true }).disable(['image'])",
      'const renderer = new MarkdownIt().set({ html: true })',
    ],
    healthy: [
      'const renderer = new MarkdownIt()',
      "const options = { linkify: true, html: false }\nconst renderer = new MarkdownIt('default', options).enable('table')",
      "const renderer = MarkdownIt('commonmark', { html: false }).use(require('markdown-it-footnote'))",
    ],
  },
  {
    name: 'a text through micromark',
    kind: 'xss',
    text: (options) => app(`res.send(micromark(req.body.text${options}))`, "const { micromark } = require('micromark')"),
    weak: [', { allowDangerousHtml: true }'],
    healthy: ['', ', { allowDangerousProtocol: false }'],
  },
  {
    name: 'a tag of templates that takes lists of made markup',
    kind: 'xss',
    text: (characters) =>
      app(
        "const name = String(req.body.name).slice(0, 40); res.type('html').send(markup`<p>${name}</p><ul>${[1, 2].map((each) => markup`<li>${each}</li>`)}</ul>`)",
        `const quote = (text) => String(text).replace(${characters}, (each) => '&#' + each.charCodeAt(0) + ';')\nconst markup = (texts, ...parts) => texts.reduce((made, text, at) => made + (Array.isArray(parts[at - 1]) ? parts[at - 1].join('') : quote(parts[at - 1])) + text)`,
      ),
    weak: ['/[&]/g'],
    healthy: [`/[&<>"']/g`],
  },
  {
    name: 'a body in a record of which fields are left out',
    kind: 'sensitive-log',
    text: (options) =>
      app(
        "logger.info({ body: req.body, at: 'things' }, 'received'); res.end()",
        `const pino = require('pino')\nconst hidden = ${options}\nconst logger = pino({ redact: hidden })`,
      ),
    weak: ["['password', 'headers.authorization']", "{ paths: ['password'], remove: true }"],
    healthy: ["['body.password']", "{ paths: ['body.password', 'body.pin'], censor: '-' }", "['*.password']", '[\'body["password"]\']'],
  },
  {
    name: 'a path that begins as its folder does',
    kind: 'path-traversal',
    text: (begins) =>
      app(
        `const base = path.join(ROOT, String(Number(req.params.id))); const file = path.resolve(base, req.query.name); if (!${begins}) return res.sendStatus(404); res.sendFile(file)`,
        "const path = require('path')\nconst ROOT = process.env.ROOT",
      ),
    weak: ['file.startsWith(base)', 'file.startsWith(path.resolve(ROOT))'],
    healthy: ['file.startsWith(base + path.sep)', "file.startsWith(path.join(base, '/'))", 'file.startsWith(`${base}/`)'],
  },
  {
    name: 'what a function makes of a review in a template',
    kind: 'stored-xss',
    text: (made) =>
      `const express = require('express')\nconst { Pool } = require('pg')\nconst pool = new Pool()\nconst app = express()\nconst paragraphs = (text) => text.split('\\n\\n').map((part) => ${made}).join('')\napp.get('/', async (req, res) => {\n  const { rows } = await pool.query('SELECT body FROM reviews LIMIT 9')\n  res.render('list', { rows, paragraphs })\n})\n`,
    beside: { 'views/list.ejs': '<% for (const row of rows) { %><%- paragraphs(row.body) %><% } %>\n' },
    weak: ['`<p>${part}</p>`'],
    healthy: ["`<p>${part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`"],
  },
  {
    name: 'a member that a loop gives every row',
    kind: 'stored-xss',
    text: (each) =>
      `const express = require('express')\nconst { Pool } = require('pg')\nconst sanitizeHtml = require('sanitize-html')\nconst pool = new Pool()\nconst app = express()\napp.get('/', async (req, res) => {\n  const { rows } = await pool.query('SELECT body, html FROM entries LIMIT 9')\n  for (const row of rows) ${each}\n  res.render('list', { rows })\n})\n`,
    beside: { 'views/list.ejs': '<% for (const row of rows) { %><%- row.html %><% } %>\n' },
    weak: ['row.html = `<p>${row.body}</p>`', 'if (row.body) row.html = sanitizeHtml(row.body)', 'row.text = sanitizeHtml(row.body)'],
    healthy: ['row.html = sanitizeHtml(row.body)'],
  },
  {
    name: 'a body whose type is gone at run time, behind a pipe',
    kind: 'mass-assignment',
    file: 'app.ts',
    text: (type) =>
      `import { Body, Controller, Patch, ValidationPipe } from '@nestjs/common'\nimport { IsString } from 'class-validator'\nimport { Repository } from 'typeorm'\nclass Account { @IsString() name: string; @IsString() role: string }\nclass Change { @IsString() name: string }\nexport const pipe = new ValidationPipe({ whitelist: true })\n@Controller('me')\nexport class Me {\n  constructor(private readonly accounts: Repository<Account>) {}\n  @Patch() update(@Body() change: ${type}) { return this.accounts.update({ id: 1 }, change) }\n}\n`,
    weak: ['Partial<Account>', "Omit<Account, 'id'>"],
    healthy: ['Change'],
  },
  {
    name: 'a predicate that asks how long a text is before it asks what it holds',
    kind: 'path-traversal',
    text: (test) =>
      `const express = require('express')\nconst { writeFile } = require('node:fs/promises')\nconst app = express()\nconst isSlug = (text) => ${test}\napp.put('/notes/:slug', async (req, res) => {\n  if (!isSlug(req.params.slug)) return res.status(400).end()\n  await writeFile('/media/' + req.params.slug + '.txt', 'x')\n  res.end()\n})\n`,
    weak: ['text.length <= 80', 'text.length <= 80 || /^[a-z0-9-]+$/.test(text)'],
    healthy: [
      'text.length <= 80 && /^[a-z0-9-]+$/.test(text)',
      "typeof text === 'string' && text.length < 80 && /^[a-z0-9-]+$/.test(text)",
    ],
  },
  {
    name: 'columns that are named in a row, through a function that is given them',
    kind: 'mass-assignment',
    text: (data) =>
      `const express = require('express')\nconst { PrismaClient } = require('@prisma/client')\nconst prisma = new PrismaClient()\nconst app = express()\nconst change = (id, name, given) => prisma.site.updateMany({ where: { id }, data: ${data} })\nconst audited = (work) => prisma.$transaction(async (tx) => work(tx))\nconst add = (id, name, given) => audited((tx) => tx.site.create({ data: ${data} }))\napp.patch('/sites/:id', async (req, res) => res.json(await change(req.params.id, req.body.name, req.body)))\napp.post('/sites/:id', async (req, res) => res.json(await add(req.params.id, req.body.name, req.body)))\n`,
    weak: ['given', '{ ...given }', '{ ...given, version: 1 }'],
    healthy: ['{ name }', '{ name, version: { increment: 1 } }', '{ name: given.name, place: given.place }'],
  },
  {
    name: 'a logger that the application was given',
    kind: 'sensitive-log',
    text: (paths) =>
      `import Fastify from 'fastify'\nimport pino from 'pino'\nconst logger = pino({ redact: { paths: ${paths} } })\nconst app = Fastify({ loggerInstance: logger })\napp.post('/codes', async (request) => { request.log.info({ body: request.body }); return {} })\n`,
    weak: ["['code', 'password']"],
    healthy: ["['body.password', 'body.code']"],
  },
  {
    name: 'a resolved path that begins with a folder of several parts',
    kind: 'path-traversal',
    text: (begins) =>
      app(
        'read(String(req.user.id), String(req.query.part), (error, file) => (error ? res.status(404).end() : fs.createReadStream(file).pipe(res)))',
        `const ROOT = path.resolve(process.env.FILES)\nfunction read(owner, part, done) { const home = path.join(ROOT, owner); const file = path.resolve(home, part); if (${begins}) return done(null, file); done(new Error('no such file')) }`,
      ),
    weak: ['file.startsWith(home)', 'file.indexOf(home) === 0', 'file.startsWith(path.join(ROOT, owner))'],
    healthy: ['file.startsWith(home + path.sep)', 'file.startsWith(`${home}/`)', "file.startsWith(path.join(ROOT, owner, '/'))"],
  },
  {
    name: 'the rest of an own address',
    kind: 'open-redirect',
    text: (check) => app(`const next = String(req.query.next)\nif (${check}) return res.redirect(next)\nres.redirect('/')`),
    weak: ["next.startsWith('/') && !next.startsWith('//')"],
    healthy: [
      "next.startsWith('/') && !next.startsWith('//') && !next.includes('\\\\')",
      "next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\\\')",
      "next.startsWith('/') && !/^\\/[\\/\\\\]/.test(next) && !next.startsWith('//')",
    ],
  },
  {
    name: 'holes of a command that a function fills',
    kind: 'command-injection',
    text: (put) =>
      app(
        "exec(fill('convert :name', { name: req.body.name })); res.end()",
        `const { exec } = require('node:child_process')\nconst fill = (line, values) => line.replace(/:(\\w+)/g, (hole, key) => ${put})`,
      ),
    weak: ['values[key]', "'\"' + String(values[key]).replace(/\"/g, '') + '\"'"],
    healthy: ['Number(values[key])', `"'" + String(values[key]).replace(/'/g, "'\\\\''") + "'"`, "'x'"],
  },
  {
    name: 'a message of a function in the cloud, whose event has a type of its own',
    kind: 'header-injection',
    file: 'handler.ts',
    text: (subject) =>
      `import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'\nimport { z } from 'zod'\ninterface Call { body?: string }\nconst client = new SESClient({})\nconst form = z.object({ topic: z.string().max(80), sender: z.string().email() })\nexport async function handler(event: Call) {\n  const { topic, sender } = form.parse(JSON.parse(event.body ?? '{}'))\n  const lines = ['From: ' + process.env.FROM, 'Reply-To: ' + sender, 'Subject: ' + ${subject}]\n  await client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(lines.join('\\r\\n') + '\\r\\n\\r\\nhello') } }))\n  return { statusCode: 202 }\n}\n`,
    weak: ['topic', 'topic.trim()'],
    healthy: ["'=?utf-8?B?' + Buffer.from(topic).toString('base64') + '?='", "topic.replace(/[\\r\\n]+/g, ' ')"],
  },
  {
    name: 'a decoded name of which no segment leads upwards',
    kind: 'path-traversal',
    text: (check) =>
      app(
        `const name = decodeURIComponent(req.query.name)\nif (${check} || name.startsWith('/')) return res.status(400).end()\nfs.createReadStream(path.join('/srv/files', name)).pipe(res)`,
      ),
    weak: ["name.split('.').includes('..')", "name === '..'"],
    healthy: ["name.split('/').includes('..')", "name.split(/[\\\\/]/).includes('..')"],
  },
]

export const TWIN_CASES: readonly Case[] = TWINS.flatMap(({ name, kind, file = 'app.js', text, weak, healthy, beside = {} }) =>
  [...weak.map((part) => [part, [kind]] as const), ...healthy.map((part) => [part, []] as const)].map(([part, kinds]) => ({
    name: `${name}: ${part}`,
    kinds,
    files: { ...beside, [file]: text(part) },
  })),
)
