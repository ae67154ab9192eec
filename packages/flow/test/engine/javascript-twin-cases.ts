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
    name: 'a body whose type is gone at run time, behind a pipe',
    kind: 'mass-assignment',
    file: 'app.ts',
    text: (type) =>
      `import { Body, Controller, Patch, ValidationPipe } from '@nestjs/common'\nimport { IsString } from 'class-validator'\nimport { Repository } from 'typeorm'\nclass Account { @IsString() name: string; @IsString() role: string }\nclass Change { @IsString() name: string }\nexport const pipe = new ValidationPipe({ whitelist: true })\n@Controller('me')\nexport class Me {\n  constructor(private readonly accounts: Repository<Account>) {}\n  @Patch() update(@Body() change: ${type}) { return this.accounts.update({ id: 1 }, change) }\n}\n`,
    weak: ['Partial<Account>', "Omit<Account, 'id'>"],
    healthy: ['Change'],
  },
  {
    name: 'a logger that the application was given',
    kind: 'sensitive-log',
    text: (paths) =>
      `import Fastify from 'fastify'\nimport pino from 'pino'\nconst logger = pino({ redact: { paths: ${paths} } })\nconst app = Fastify({ loggerInstance: logger })\napp.post('/codes', async (request) => { request.log.info({ body: request.body }); return {} })\n`,
    weak: ["['code', 'password']"],
    healthy: ["['body.password', 'body.code']"],
  },
]

export const TWIN_CASES: readonly Case[] = TWINS.flatMap(({ name, kind, file = 'app.js', text, weak, healthy, beside = {} }) =>
  [...weak.map((part) => [part, [kind]] as const), ...healthy.map((part) => [part, []] as const)].map(([part, kinds]) => ({
    name: `${name}: ${part}`,
    kinds,
    files: { ...beside, [file]: text(part) },
  })),
)
