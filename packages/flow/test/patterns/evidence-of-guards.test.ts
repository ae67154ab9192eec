import { expect, it } from 'vitest'
import type { SourceAnalysis } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const found = ({ patterns }: Pick<SourceAnalysis, 'patterns'>, kind: string): number => patterns.filter((one) => one.kind === kind).length

it('a guard of objects that only hands on lets everybody through', async () => {
  const { routes } = await analysisOf({
    'src/auth.guard.ts': `import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common'
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly note: (request: unknown) => void) {}
  canActivate(context: ExecutionContext) {
    this.note(context.switchToHttp().getRequest())
    return true
  }
}
`,
    'src/app.controller.ts': `import { Controller, Delete, UseGuards } from '@nestjs/common'
import { AuthGuard } from './auth.guard'
@Controller('keys')
@UseGuards(AuthGuard)
export class AppController {
  @Delete(':id')
  remove() { return {} }
}
`,
  })
  expect(routes[0]?.guards.map(({ proof }) => proof)).toEqual(['never-refuses'])
})

const QUERY = `const comparisons = { $eq: '=', $ne: '<>' }
function find(table, criteria) {
  const parts = []
  for (const [name, wanted] of Object.entries(criteria)) {
    if (typeof wanted === 'object') for (const [operator, value] of Object.entries(wanted)) parts.push(name + comparisons[operator] + value)
    else parts.push(name + '=' + wanted)
  }
  return db.query(table, parts)
}
`
const express = (handler: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst db = require('./db')\nconst app = express()\napp.use(express.json())\n${QUERY}app.post('/r', (req, res) => {\n  ${handler}\n})\n`,
})

it.each<[string, string, number, number]>([
  ['the whole body', "res.json(find('resets', { ...req.body }))", 1, 0],
  ['a field as it came', "res.json(find('resets', { code: req.body.code }))", 1, 0],
  ['a field that is made a text', "const code = String(req.body.code)\n  res.json(find('resets', { code }))", 0, 0],
  ['values of the program alone', "res.json(find('notes', { name: 'motd' }))", 0, 0],
])('operators in a query of its own: %s', async (_name, handler, findings, examined) => {
  const analysis = await analysisOf(express(handler))
  expect(found(analysis, 'operator-object')).toBe(findings)
  expect(analysis.examined.filter(({ kind }) => kind === 'operator-object')).toHaveLength(examined)
})

it.each<[string, string, boolean]>([
  ['a whole header that is cut at a colon', "console.log(req.headers.authorization.split(':')[0])", true],
  [
    'the name in decoded credentials',
    "const text = Buffer.from(req.headers.authorization.slice(6), 'base64').toString()\n  console.log(text.split(':')[0])",
    false,
  ],
])('a log is told %s', async (_name, handler, isFound) => {
  const { paths } = await analysisOf(express(`${handler}\n  res.end()`))
  expect(paths.some(({ kind }) => kind === 'sensitive-log')).toBe(isFound)
})

it.each<[string, string, number]>([
  [
    'a policy of its own beside helmet',
    "app.use(helmet({ contentSecurityPolicy: false }))\napp.use((req, res, next) => { res.setHeader('Content-Security-Policy', `script-src 'nonce-${req.nonce}'`); next() })",
    0,
  ],
  ['helmet without a policy', 'app.use(helmet({ contentSecurityPolicy: false }))', 1],
])('pages with %s', async (_name, uses, findings) => {
  const analysis = await analysisOf({
    'app.js': `const express = require('express')\nconst helmet = require('helmet')\nconst app = express()\n${uses}\napp.get('/', (req, res) => res.render('home'))\n`,
  })
  expect(found(analysis, 'page-policy-missing')).toBe(findings)
})

it.each<[string, string, number]>([
  ['a version', "res.setHeader('Server', 'shop/1.2')", 1],
  ['how long it took', 'res.setHeader("X-Runtime", `${Date.now() - req.began}ms`)', 0],
  ['where a server is, in a registry', "registry.set('server', '10.0.0.5:8080')", 0],
])('a banner: %s', async (_name, line, findings) => {
  const analysis = await analysisOf({
    'app.js': `const express = require('express')\nconst helmet = require('helmet')\nconst registry = new Map()\nconst app = express()\napp.use(helmet())\napp.get('/', (req, res) => {\n  ${line}\n  res.json({})\n})\n`,
  })
  expect(found(analysis, 'banner-told')).toBe(findings)
})

it.each<[string, string, number]>([
  ['are asked for their origin', "if (request.headers.origin !== 'https://own.example') return socket.destroy()", 0],
  ['are asked for nothing', '', 1],
])('sockets that another file hands on and that %s', async (_name, check, findings) => {
  const analysis = await analysisOf({
    'sockets.js': `const { WebSocketServer } = require('ws')\nexports.sockets = new WebSocketServer({ noServer: true })\n`,
    'app.js': `const express = require('express')\nconst session = require('express-session')\nconst { sockets } = require('./sockets')\nconst app = express()\napp.use(session({ secret: process.env.SECRET }))\napp.get('/', (req, res) => res.json({}))\nconst server = app.listen(3000)\nserver.on('upgrade', (request, socket, head) => {\n  ${check}\n  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))\n})\n`,
  })
  expect(found(analysis, 'socket-origin-unasked')).toBe(findings)
})

it('spread arguments are merged beside a row', async () => {
  const { paths } = await analysisOf({
    'app.py': `import sqlite3\nfrom flask import Flask, request\napp = Flask(__name__)\ndb = sqlite3.connect('x.db')\n@app.get('/who')\ndef who():\n    row = db.execute('SELECT * FROM users').fetchone()\n    made = dict(row, **request.args)\n    return '<p>' + made['who'] + '</p>'\n`,
  })
  expect(paths.filter(({ kind }) => kind === 'xss')).toHaveLength(1)
})

it('variables that are given to each other end the reading of merged settings', async () => {
  const { routes } = await analysisOf(
    express('let a = {}\n  while (req.body.more()) { const t = a; a = t }\n  res.json({ ...req.body.x, ...a })'),
  )
  expect(routes).toHaveLength(1)
})
