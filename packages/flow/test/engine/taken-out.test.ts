import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const kindsIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await analysisOf(files)).paths.map(({ kind }) => kind)

const EXPRESS = (body: string): string =>
  `import express from 'express'\nimport escapeHtml from 'escape-html'\nimport path from 'node:path'\nimport { Account } from './account.js'\nconst app = express()\nconst FIELDS = ['name', 'language']\n` +
  `app.post('/run', async (req, res) => {\n  ${body}\n})\n`
const ACCOUNT =
  "import { model, Schema } from 'mongoose'\nexport const Account = model('Account', new Schema({ name: String, role: String }))\n"

it.each<[string, string, boolean]>([
  ['sensitive-log', 'console.log(req.body); res.end()', true],
  ['sensitive-log', 'const { password, ...rest } = req.body; console.log({ rest: { ...rest, at: 1 } }); res.end()', false],
  ['sensitive-log', 'const { name, ...rest } = req.body; console.log(rest); res.end()', true],
  ['sensitive-log', 'const copy = { ...req.body }; delete copy.password; console.log(copy); res.end()', false],
  ['sensitive-log', 'delete req.body.password; console.log(req.body); res.end()', false],
  ['trust-boundary', 'Object.assign(req.session, req.body)', true],
  ['mass-assignment', 'Object.assign(req.session, req.body)', false],
  ['trust-boundary', 'Object.assign(req.session, { name: req.query.q === "a" ? "a" : "b" })', false],
  ['xss', "res.send('<p>' + decodeURIComponent(escapeHtml(req.query.q)))", true],
  ['xss', "res.send('<p>' + escapeHtml(decodeURIComponent(req.query.q)))", false],
  ['path-traversal', "res.sendFile('/srv/' + path.posix.basename(req.query.q))", false],
  ['path-traversal', "res.sendFile('/srv/' + path.posix.normalize(req.query.q))", true],
  [
    'mass-assignment',
    'const one = await Account.findById(1); Object.assign(one, Object.fromEntries(Object.entries(req.body))); await one.save()',
    true,
  ],
  [
    'mass-assignment',
    'const one = await Account.findById(1); Object.assign(one, Object.fromEntries(Object.entries(req.body).filter(([name]) => FIELDS.includes(name)))); await one.save()',
    false,
  ],
  [
    'mass-assignment',
    'const one = await Account.findById(1); Object.assign(one, Object.fromEntries(Object.entries(req.body).filter(([name]) => name.length > 0))); await one.save()',
    true,
  ],
])('what was taken out, or undone: %s of %s', async (kind, body, leads) => {
  expect((await kindsIn({ 'app.js': EXPRESS(body), 'account.js': ACCOUNT })).includes(kind)).toBe(leads)
})

it.each<[string, boolean]>([
  ['z.object({ name: z.string() })', false],
  ['z.object({ name: z.string() }).passthrough()', true],
  ['z.object({ name: z.string() }).partial().loose()', true],
  ['z.looseObject({ name: z.string() })', true],
])('a schema that keeps other fields brings them along: %s', async (schema, leads) => {
  const source = `import express from 'express'\nimport { z } from 'zod'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst app = express()\nconst Patch = ${schema}\napp.patch('/run', async (req, res) => {\n  const data = Patch.parse(req.body)\n  await prisma.user.update({ where: { id: 1 }, data })\n  res.end()\n})\n`
  expect((await kindsIn({ 'app.ts': source })).includes('mass-assignment')).toBe(leads)
})

const FLASK = (body: string): string =>
  `import logging\nfrom flask import Flask, request\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\n@app.post('/run')\ndef run():\n    data = request.get_json()\n    ${body}\n    return ''\n`

it.each<[string, boolean]>([
  ['log.info("%s", data)', true],
  ['data.pop("password", None)\n    log.info("%s", data)', false],
  ['data.pop("name", None)\n    log.info("%s", data)', true],
  ['del data["password"]\n    log.info("%s", data)', false],
])('a body without its password is no secret: %s', async (body, leads) => {
  expect((await kindsIn({ 'app.py': FLASK(body) })).includes('sensitive-log')).toBe(leads)
})
