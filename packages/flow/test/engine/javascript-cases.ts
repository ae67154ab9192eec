import type { Case } from './python-cases.ts'

const HEAD = `const express = require('express')
const { Pool } = require('pg')
const fs = require('fs')
const path = require('path')
const child_process = require('child_process')
const app = express()
const db = new Pool()
`

/** The body of one Express handler. */
function handler(name: string, body: string, kinds: readonly string[], top = '', more: Readonly<Record<string, string>> = {}): Case {
  return { name, kinds, files: { 'app.js': `${HEAD}${top}\napp.post('/x/:id', async (req, res, next) => {\n${body}\n})\n`, ...more } }
}

const SQL = ['sql-injection']
const TAG = `class Markup { constructor(text) { this.text = text } }
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
function markupOf(value) {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(markupOf).join('')
  return String(value ?? '').replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '')
}
const html = (parts, ...values) => new Markup(parts.reduce((before, part, at) => before + markupOf(values[at - 1]) + part))`

export const JAVASCRIPT_CASES: readonly Case[] = [
  handler('query of an unknown object that is no database', 'res.json(await require("./index-of-words").Words.query(req.query.a))', []),
  handler(
    'query of an unknown object with the text of one',
    'res.json(await require("./stores").orders.query(`SELECT * FROM t WHERE a = ${req.query.a}`))',
    SQL,
  ),
  handler(
    'query of an unknown object with a structure',
    'res.json(await require("./stores").db.orders.query({ where: { a: req.query.a } }))',
    [],
  ),
  handler(
    'findOne of a mapper of tables',
    'res.json(await require("./models").Key.findOne({ secret: req.body.key }))',
    [],
    "const knex = require('knex')",
  ),
  handler('findOne of something unknown', 'res.json(await require("./models").Key.findOne({ secret: req.body.key }))', ['nosql-injection']),
  handler(
    'findOne beside a store of documents',
    'res.json(await require("./models").Key.findOne({ secret: req.body.key }))',
    ['nosql-injection'],
    "const knex = require('knex')\nconst { MongoClient } = require('mongodb')",
  ),
  handler('code with a quoted literal', 'res.json(eval("(" + JSON.stringify(req.body) + ")"))', []),
  handler('concatenated query', `await db.query("SELECT * FROM t WHERE a = '" + req.query.a + "'"); res.end()`, SQL),
  handler('bound parameter', `await db.query('SELECT * FROM t WHERE a = $1', [req.query.a]); res.end()`, []),
  handler('template', 'const { a } = req.body; await db.query(`SELECT * FROM t WHERE a = ${a}`); res.end()', SQL),
  handler('number cast', 'await db.query(`SELECT * FROM t WHERE a = ${Number(req.params.id)}`); res.end()', []),
  handler(
    'parseInt and check',
    "const id = parseInt(req.params.id, 10); if (Number.isNaN(id)) return res.status(400).end(); await db.query('SELECT * FROM t WHERE a = ' + id); res.end()",
    [],
  ),
  handler('dead branch', "const a = req.query.a; if (false) { await db.query('SELECT ' + a) } res.end()", []),
  handler(
    'dead branch by arithmetic',
    "const a = req.query.a; let b; const n = 106; if (7 * 42 - n > 200) b = a; else b = 'x'; await db.query('SELECT ' + b); res.end()",
    [],
  ),
  handler('overwritten', "let a = req.query.a; a = 'x'; await db.query('SELECT ' + a); res.end()", []),
  handler('other key of an object', "const o = { a: req.query.a, b: 'x' }; await db.query('SELECT ' + o.b); res.end()", []),
  handler('same key of an object', "const o = { a: req.query.a, b: 'x' }; await db.query('SELECT ' + o.a); res.end()", SQL),
  handler(
    'map by key',
    "const m = new Map(); m.set('a', req.query.a); m.set('b', 'x'); await db.query('SELECT ' + m.get('b')); res.end()",
    [],
  ),
  handler(
    'map by the same key',
    "const m = new Map(); m.set('a', req.query.a); m.set('b', 'x'); await db.query('SELECT ' + m.get('a')); res.end()",
    SQL,
  ),
  handler('pushed and joined', "const p = ['SELECT']; p.push(req.query.a); await db.query(p.join(' ')); res.end()", SQL),
  handler('other item of a list', "const l = ['x', req.query.a, 'z']; l.shift(); await db.query('SELECT ' + l[1]); res.end()", []),
  handler(
    'allow-list',
    "const s = req.query.sort; if (!['name', 'age'].includes(s)) return res.status(400).end(); await db.query('SELECT * FROM t ORDER BY ' + s); res.end()",
    [],
  ),
  handler(
    'allow-list of the module, read twice',
    "if (!ALLOWED.has(req.query.sort)) return res.sendStatus(400); await db.query('SELECT * FROM t ORDER BY ' + req.query.sort); res.end()",
    [],
    "const ALLOWED = new Set(['name', 'age'])",
  ),
  handler(
    'allow-list by ternary',
    "const s = ['name', 'age'].includes(req.query.sort) ? req.query.sort : 'name'; await db.query('SELECT * FROM t ORDER BY ' + s); res.end()",
    [],
  ),
  handler(
    'look-up',
    "const col = COLUMNS[req.query.sort] || 'name'; await db.query('SELECT * FROM t ORDER BY ' + col); res.end()",
    [],
    "const COLUMNS = { n: 'name', a: 'age' }",
  ),
  handler(
    'look-up falling back to the input',
    "const col = COLUMNS[req.query.sort] || req.query.sort; await db.query('SELECT * FROM t ORDER BY ' + col); res.end()",
    SQL,
    "const COLUMNS = { n: 'name', a: 'age' }",
  ),
  handler(
    'anchored pattern',
    "const a = req.query.a; if (!/^[a-z]+$/.test(a)) return res.status(400).end(); await db.query('SELECT ' + a); res.end()",
    [],
  ),
  handler(
    'pattern without an anchor',
    "const a = req.query.a; if (!/[a-z]+/.test(a)) return res.status(400).end(); await db.query('SELECT ' + a); res.end()",
    SQL,
  ),
  handler(
    'both conditions',
    "const a = req.query.a; if (typeof a === 'string' && /^\\w+$/.test(a)) { await db.query('SELECT ' + a) } res.end()",
    [],
  ),
  handler(
    'either condition',
    "const a = req.query.a; if (!a || !/^\\w+$/.test(a)) { return res.status(400).end() } await db.query('SELECT ' + a); res.end()",
    [],
  ),
  handler(
    'condition that does not bind',
    "const a = req.query.a; if (a || /^\\w+$/.test(a)) { await db.query('SELECT ' + a) } res.end()",
    SQL,
  ),
  handler(
    'throwing helper',
    "const a = check(req.query.a); await db.query('SELECT ' + a); res.end()",
    [],
    "function check(v) { if (!['a', 'b'].includes(v)) throw new Error('bad'); return v }",
  ),
  handler(
    'answering helper',
    "if (!isName(req.query.a)) return res.status(400).end(); await db.query('SELECT ' + req.query.a); res.end()",
    [],
    'const isName = (v) => /^[a-z]{1,9}$/.test(v)',
  ),
  handler('helper that only trims', "await db.query('SELECT ' + clean(req.query.a)); res.end()", SQL, 'const clean = (v) => v.trim()'),
  handler(
    'imported repository class',
    'const repo = new Repo(db); await repo.find(req.query.a); res.end()',
    SQL,
    "const { Repo } = require('./repo')",
    {
      'repo.js':
        'class Repo { constructor(db) { this.db = db } async find(a) { return this.db.query(`SELECT ${a}`) } }\nmodule.exports = { Repo }\n',
    },
  ),
  handler(
    'imported repository class, bound',
    'const repo = new Repo(db); await repo.find(req.query.a); res.end()',
    [],
    "const { Repo } = require('./repo')",
    {
      'repo.js':
        'class Repo { constructor(db) { this.db = db } async find(a) { return this.db.query(`SELECT $1`, [a]) } }\nmodule.exports = { Repo }\n',
    },
  ),
  handler('callback of an array', "[req.query.a].forEach((a) => { db.query('SELECT ' + a) }); res.end()", SQL),
  handler('mapped', "const parts = req.body.ids.map((id) => `'${id}'`); await db.query('SELECT ' + parts.join(',')); res.end()", SQL),
  handler(
    'mapped to numbers',
    "const parts = req.body.ids.map((id) => Number(id)); await db.query('SELECT ' + parts.join(',')); res.end()",
    [],
  ),
  handler(
    'mapped to placeholders',
    "const parts = req.body.ids.map((_, i) => `$${i + 1}`); await db.query(`SELECT ${parts.join(',')}`, req.body.ids); res.end()",
    [],
  ),
  handler('promise', "Promise.resolve(req.query.a).then((a) => db.query('SELECT ' + a)).then(() => res.end())", SQL),
  handler('closure', "const a = req.query.a; const run = () => db.query('SELECT ' + a); await run(); res.end()", SQL),
  handler(
    'wrapped handler',
    'res.end()',
    SQL,
    "const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)\napp.get('/w', wrap(async (req, res) => { await db.query('SELECT ' + req.query.a); res.end() }))",
  ),
  handler(
    'wrapped by a library',
    'res.end()',
    SQL,
    "const asyncHandler = require('express-async-handler')\napp.get('/w', asyncHandler(async (req, res) => { await db.query('SELECT ' + req.query.a); res.end() }))",
  ),
  handler('handler of a router in another file', 'res.end()', SQL, "app.use('/u', require('./users'))", {
    'users.js':
      "const router = require('express').Router()\nconst c = require('./controller')\nrouter.get('/:id', c.show)\nmodule.exports = router\n",
    'controller.js':
      "const { Pool } = require('pg')\nconst db = new Pool()\nexports.show = async (req, res) => { const r = await db.query(`SELECT * FROM u WHERE id = '${req.params.id}'`); res.json(r.rows) }\n",
  }),
  handler('spread body', "const { a, ...rest } = req.body; const o = { ...rest, b: 1 }; await db.query('SELECT ' + o.c); res.end()", SQL),
  handler('exec', "child_process.exec('ls ' + req.query.d, () => res.end())", ['command-injection']),
  handler('execFile', "child_process.execFile('ls', [req.query.d], () => res.end())", []),
  handler('spawn with shell', "child_process.spawn('ls ' + req.query.d, { shell: true }); res.end()", ['command-injection']),
  handler('spawn without shell', "child_process.spawn('ls', ['-l', req.query.d]); res.end()", []),
  handler('eval', 'res.json(eval(req.body.code))', ['code-injection']),
  handler('new Function', "res.json(new Function('return ' + req.body.code)())", ['code-injection']),
  handler('send html', "res.send('<h1>' + req.query.n + '</h1>')", ['xss']),
  handler('send json', 'res.json({ n: req.query.n })', []),
  handler('send an object', 'res.send({ n: req.query.n })', []),
  handler('escaped html', "const escapeHtml = require('escape-html'); res.send('<h1>' + escapeHtml(req.query.n) + '</h1>')", []),
  handler('send plain text', "res.type('text/plain').send('hi ' + req.query.n)", []),
  handler(
    'send with a content type',
    "res.setHeader('Content-Type', 'application/json'); res.send(JSON.stringify({ n: req.query.n }))",
    [],
  ),
  handler('read a file', "res.json(fs.readFileSync(path.join('/data', req.query.f), 'utf8').length)", ['path-traversal']),
  handler('base name', "res.json(fs.readFileSync(path.join('/data', path.basename(req.query.f)), 'utf8').length)", []),
  handler(
    'resolved under a root',
    'const p = path.resolve(ROOT, req.query.f); if (!p.startsWith(ROOT + path.sep)) return res.sendStatus(403); res.sendFile(p)',
    [],
    "const ROOT = path.resolve('/data')",
  ),
  handler(
    'joined and not checked',
    'const p = path.join(ROOT, req.query.f); res.sendFile(p)',
    ['path-traversal'],
    "const ROOT = path.resolve('/data')",
  ),
  handler('dots replaced once', "const f = req.query.f.replace('../', ''); res.sendFile('/data/' + f)", ['path-traversal']),
  handler('fetch', 'const r = await fetch(req.body.url); res.json(await r.json())', ['ssrf']),
  handler('fetch on a fixed host', 'const r = await fetch(`https://api.example.com/u/${req.params.id}`); res.json(await r.json())', []),
  handler('fetch on a configured host', 'const r = await fetch(`${process.env.API}/u/${req.params.id}`); res.json(await r.json())', []),
  handler(
    'fetch after a host check',
    'const u = new URL(req.body.url); if (!HOSTS.includes(u.hostname)) return res.sendStatus(400); const r = await fetch(u); res.json(await r.json())',
    [],
    "const HOSTS = ['a.example.com']",
  ),
  handler(
    'axios with options',
    "const axios = require('axios'); const r = await axios({ method: 'get', url: req.body.url }); res.json(r.data)",
    ['ssrf'],
  ),
  handler('redirect', 'res.redirect(req.query.next)', ['open-redirect']),
  handler('redirect with a status', 'res.redirect(302, req.query.next)', ['open-redirect']),
  handler('redirect to a fixed path', "res.redirect('/users/' + req.params.id)", []),
  handler(
    'redirect to a local path that may begin with a slash and a backslash',
    "const n = req.query.next; if (typeof n !== 'string' || !n.startsWith('/') || n.startsWith('//')) return res.redirect('/'); res.redirect(n)",
    ['open-redirect'],
  ),
  handler(
    'redirect to a local path',
    "const n = req.query.next; if (typeof n !== 'string' || !n.startsWith('/') || n.startsWith('//') || n.startsWith('/\\\\')) return res.redirect('/'); res.redirect(n)",
    [],
  ),
  handler(
    'nosql operators',
    "const { MongoClient } = require('mongodb'); const c = new MongoClient('x').db('d').collection('u'); res.json(await c.findOne({ name: req.body.name, pass: req.body.pass }))",
    ['nosql-injection'],
  ),
  handler(
    'nosql as text',
    "const { MongoClient } = require('mongodb'); const c = new MongoClient('x').db('d').collection('u'); res.json(await c.findOne({ name: String(req.body.name) }))",
    [],
  ),
  handler(
    'mass assignment',
    'res.json(await User.create(req.body))',
    ['mass-assignment'],
    "const mongoose = require('mongoose')\nconst User = mongoose.model('User', new mongoose.Schema({ name: String }))",
  ),
  handler(
    'named fields',
    'res.json(await User.create({ name: req.body.name }))',
    [],
    "const mongoose = require('mongoose')\nconst User = mongoose.model('User', new mongoose.Schema({ name: String }))",
  ),
  handler(
    'deep merge',
    "const _ = require('lodash'); _.merge(settings, req.body); res.end()",
    ['prototype-pollution'],
    'const settings = {}',
  ),
  handler('two computed keys', 'store[req.body.a][req.body.b] = req.body.c; res.end()', ['prototype-pollution'], 'const store = {}'),
  handler(
    'zod schema',
    "const { name } = Schema.parse(req.body); await db.query('SELECT ' + name); res.end()",
    [],
    "const { z } = require('zod')\nconst Schema = z.object({ name: z.enum(['a', 'b']) })",
  ),
  handler(
    'zod schema that only wants text',
    "const { name } = Schema.parse(req.body); await db.query('SELECT ' + name); res.end()",
    SQL,
    "const { z } = require('zod')\nconst Schema = z.object({ name: z.string().min(1) })",
  ),
  handler('slow pattern', 'res.json(EMAIL.test(req.body.email))', ['redos'], 'const EMAIL = /^([a-zA-Z0-9_]+\\.?)+@/'),
  handler('fast pattern', 'res.json(EMAIL.test(req.body.email))', [], 'const EMAIL = /^[^@\\s]+@[^@\\s]+$/'),
  handler(
    'validated by a middleware',
    'res.end()',
    [],
    "const check = (req, res, next) => { if (!['a', 'b'].includes(req.query.a)) return res.sendStatus(400); next() }\napp.get('/m', check, async (req, res) => { await db.query('SELECT ' + req.query.a); res.end() })",
  ),
  handler(
    'not validated by a middleware',
    'res.end()',
    SQL,
    "const check = (req, res, next) => { if (!req.query.a) return res.sendStatus(400); next() }\napp.get('/m', check, async (req, res) => { await db.query('SELECT ' + req.query.a); res.end() })",
  ),
  handler(
    'schema middleware that replaces the body',
    'res.end()',
    [],
    "const { z } = require('zod')\nconst validate = (schema) => (req, res, next) => { const r = schema.safeParse(req.body); if (!r.success) return res.status(400).end(); req.body = r.data; next() }\napp.post('/m', validate(z.object({ a: z.enum(['x', 'y']) })), async (req, res) => { await db.query('SELECT ' + req.body.a); res.end() })",
  ),
  handler(
    'recursive merge',
    'merge(settings, req.body); res.end()',
    ['prototype-pollution'],
    "const settings = {}\nfunction merge(target, source) { for (const key in source) { if (typeof source[key] === 'object') { target[key] = merge(target[key] || {}, source[key]) } else { target[key] = source[key] } } return target }",
  ),
  handler(
    'recursive merge that skips prototypes',
    'merge(settings, req.body); res.end()',
    [],
    "const settings = {}\nfunction merge(target, source) { for (const key of Object.keys(source)) { if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue; if (typeof source[key] === 'object') { target[key] = merge(target[key] || {}, source[key]) } else { target[key] = source[key] } } return target }",
  ),
  handler('knex raw', "const knex = require('knex')({}); await knex.raw('SELECT ' + req.query.a); res.end()", SQL),
  handler(
    'knex bound',
    "const knex = require('knex')({}); await knex.raw('SELECT ?', [req.query.a]); res.json(await knex('t').where({ a: req.query.a }))",
    [],
  ),
  handler(
    'sequelize query',
    'await sequelize.query(`SELECT ${req.query.a}`); res.end()',
    SQL,
    "const { Sequelize } = require('sequelize')\nconst sequelize = new Sequelize('x')",
  ),
  handler(
    'sequelize replacements',
    "await sequelize.query('SELECT :a', { replacements: { a: req.query.a } }); res.end()",
    [],
    "const { Sequelize } = require('sequelize')\nconst sequelize = new Sequelize('x')",
  ),
  handler(
    'prisma unsafe',
    'await prisma.$queryRawUnsafe(`SELECT ${req.query.a}`); res.end()',
    SQL,
    "const { PrismaClient } = require('@prisma/client')\nconst prisma = new PrismaClient()",
  ),
  handler(
    'prisma tagged',
    'await prisma.$queryRaw`SELECT ${req.query.a}`; res.end()',
    [],
    "const { PrismaClient } = require('@prisma/client')\nconst prisma = new PrismaClient()",
  ),
  handler(
    'tag of a template that escapes what is no markup of its own',
    'res.send(html`<h1>${req.query.q}</h1><ul>${[html`<li>a</li>`]}</ul>`.text)',
    [],
    TAG,
  ),
  handler(
    'tag of a template that takes every object for markup',
    'res.send(html`<h1>${req.query.q}</h1>`.text)',
    ['xss'],
    TAG.replace('value instanceof Markup', "typeof value === 'object'"),
  ),
  handler('message in an error handler', 'next(new Error(req.query.a))', []),
  handler(
    'default parameter',
    'await find(req.query.a); res.end()',
    SQL,
    "async function find(a, table = 't') { return db.query(`SELECT ${a} FROM ${table}`) }",
  ),
  {
    name: 'ES modules and TypeScript',
    kinds: SQL,
    files: {
      'src/app.ts':
        "import express, { type Request, type Response } from 'express'\nimport { UserService } from './service.js'\nconst app = express()\nconst service = new UserService()\napp.get('/u', async (req: Request, res: Response) => { res.json(await service.find(req.query.name as string)) })\n",
      'src/service.ts':
        "import { pool } from './db.js'\nexport class UserService { async find(name: string) { return pool.query(`SELECT * FROM u WHERE n = '${name}'`) } }\n",
      'src/db.ts': "import { Pool } from 'pg'\nexport const pool = new Pool()\n",
    },
  },
  {
    name: 'ES modules and TypeScript, bound',
    kinds: [],
    files: {
      'src/app.ts':
        "import express, { type Request, type Response } from 'express'\nimport { UserService } from './service.js'\nconst app = express()\nconst service = new UserService()\napp.get('/u', async (req: Request, res: Response) => { res.json(await service.find(req.query.name as string)) })\n",
      'src/service.ts':
        "import { pool } from './db.js'\nexport class UserService { async find(name: string) { return pool.query('SELECT * FROM u WHERE n = $1', [name]) } }\n",
      'src/db.ts': "import { Pool } from 'pg'\nexport const pool = new Pool()\n",
    },
  },
  {
    name: 'Nest controller',
    kinds: SQL,
    files: {
      'users.controller.ts':
        "import { Controller, Get, Query } from '@nestjs/common'\nimport { UsersService } from './users.service'\n@Controller('users')\nexport class UsersController {\n  constructor(private readonly users: UsersService) {}\n  @Get()\n  find(@Query('name') name: string) { return this.users.find(name) }\n}\n",
      'users.service.ts':
        "import { Injectable } from '@nestjs/common'\nimport { DataSource } from 'typeorm'\n@Injectable()\nexport class UsersService {\n  constructor(private readonly dataSource: DataSource) {}\n  find(name: string) { return this.dataSource.query(`SELECT * FROM u WHERE n = '${name}'`) }\n}\n",
    },
  },
  {
    name: 'Nest controller with a pipe',
    kinds: [],
    files: {
      'users.controller.ts':
        "import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common'\nimport { UsersService } from './users.service'\n@Controller('users')\nexport class UsersController {\n  constructor(private readonly users: UsersService) {}\n  @Get(':id')\n  find(@Param('id', ParseIntPipe) id: number) { return this.users.find(id) }\n}\n",
      'users.service.ts':
        "import { Injectable } from '@nestjs/common'\nimport { DataSource } from 'typeorm'\n@Injectable()\nexport class UsersService {\n  constructor(private readonly dataSource: DataSource) {}\n  find(id: number) { return this.dataSource.query(`SELECT * FROM u WHERE n = '${id}'`) }\n}\n",
    },
  },
  {
    name: 'Koa',
    kinds: SQL,
    files: {
      'app.js':
        "const Koa = require('koa')\nconst Router = require('@koa/router')\nconst { Pool } = require('pg')\nconst db = new Pool()\nconst router = new Router()\nrouter.post('/x', async (ctx) => { ctx.body = await db.query('SELECT ' + ctx.request.body.a) })\n",
    },
  },
  {
    name: 'Fastify',
    kinds: SQL,
    files: {
      'app.js':
        "const fastify = require('fastify')()\nconst { Pool } = require('pg')\nconst db = new Pool()\nfastify.get('/x', async (request, reply) => { return db.query('SELECT ' + request.query.a) })\n",
    },
  },
  {
    name: 'Hono',
    kinds: SQL,
    files: {
      'app.ts':
        "import { Hono } from 'hono'\nimport { Pool } from 'pg'\nconst db = new Pool()\nconst app = new Hono()\napp.get('/x', async (c) => c.json(await db.query('SELECT ' + c.req.query('a'))))\n",
    },
  },
  {
    name: 'Next route handler',
    kinds: SQL,
    files: {
      'app/api/x/route.ts':
        "import { Pool } from 'pg'\nconst db = new Pool()\nexport async function GET(request: Request) {\n  const { searchParams } = new URL(request.url)\n  return Response.json(await db.query('SELECT ' + searchParams.get('a')))\n}\n",
    },
  },
]
