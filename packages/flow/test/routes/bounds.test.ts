import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HONO = `import { Hono } from 'hono'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst list = (page) => prisma.event.findMany({ where: { open: true }, ...page })\n`
const ROUTE = `export const app = new Hono().get('/events', async (c) => c.json(await list(pageOf({ limit: c.req.query('limit'), after: c.req.query('after') }))))\n`
const GRAPHQL = `import { GraphQLError } from 'graphql'\nimport { knex } from 'knex'\nconst db = knex({ client: 'pg' })\n`
const KNEX = `import express from 'express'\nimport { knex } from 'knex'\nconst app = express()\nconst db = knex({ client: 'pg' })\nconst visibleTo = (query, actor) => {\n  if (actor.role === 'citizen') query.where('applicant_id', actor.id)\n  return query\n}\nconst paged = async (query, most) => {\n  const rows = await query.orderBy('id').limit(most + 1)\n  return rows.slice(0, most)\n}\n`

it.each<[string, string, boolean]>([
  [
    'a page that a helper caps',
    `${HONO}const pageOf = ({ limit, after }) => ({ take: Math.min(Number(limit) || 25, 100), cursor: after })\n${ROUTE}`,
    true,
  ],
  [
    'a page that a helper only reads',
    `${HONO}const pageOf = ({ limit, after }) => (after ? { take: Number(limit), skip: 1 } : { take: Number(limit) })\n${ROUTE}`,
    false,
  ],
  [
    'an argument of GraphQL that a helper caps',
    `${GRAPHQL}const pageOf = ({ first }) => ({ limit: Math.min(first ?? 20, 100) })\nexport const resolvers = { Query: { songs: async (_, args) => {\n  const { limit } = pageOf(args)\n  const query = db('songs').select('id')\n  if (args.after) query.where('id', '>', args.after)\n  return await query.limit(limit)\n} } }\n`,
    true,
  ],
  [
    'an argument of GraphQL as it comes',
    `${GRAPHQL}const pageOf = ({ first }) => ({ limit: first })\nexport const resolvers = { Query: { songs: async (_, args) => {\n  const { limit } = pageOf(args)\n  const query = db('songs').select('id')\n  if (args.after) query.where('id', '>', args.after)\n  return await query.limit(limit)\n} } }\n`,
    false,
  ],
  [
    'a query that a schema beside the route caps',
    `import Fastify from 'fastify'\nimport { knex } from 'knex'\nconst app = Fastify()\nconst db = knex({ client: 'pg' })\nconst Query = { type: 'object', properties: { limit: { type: 'integer', maximum: 100 } } }\nconst list = ({ limit }) => db('songs').select('id').limit(limit)\napp.get('/songs', { schema: { querystring: Query } }, async (request) => list(request.query))\n`,
    true,
  ],
  [
    'a query that a schema beside the route only types',
    `import Fastify from 'fastify'\nimport { knex } from 'knex'\nconst app = Fastify()\nconst db = knex({ client: 'pg' })\nconst Query = { type: 'object', properties: { limit: { type: 'integer' } } }\nconst list = ({ limit }) => db('songs').select('id').limit(limit)\napp.get('/songs', { schema: { querystring: Query } }, async (request) => list(request.query))\n`,
    false,
  ],
  [
    'an argument that is only asked whether it is there',
    `${GRAPHQL}export const resolvers = { Query: { songs: async (_, { first }) => {\n  const query = db('songs').select('id')\n  return first > 0 ? await query.limit(first) : []\n} } }\n`,
    false,
  ],
  [
    'a builder that a function narrows and gives back before it is asked for a page',
    `${KNEX}app.get('/permits', async (req, res) => res.json(await visibleTo(db('permits').select('id'), req.user).limit(50)))\n`,
    true,
  ],
  [
    'a builder that a function narrows, and another asks a page of',
    `${KNEX}app.get('/permits', async (req, res) => {\n  const query = visibleTo(db('permits').select('id'), req.user)\n  if (req.query.state) query.where('state', req.query.state)\n  res.json(await paged(query, 20))\n})\n`,
    true,
  ],
  [
    'a builder that a function narrows, and that is asked for everything',
    `${KNEX}app.get('/permits', async (req, res) => res.json(await visibleTo(db('permits').select('id'), req.user)))\n`,
    false,
  ],
])('%s', async (_, text, isBounded) => {
  const { routes, procedures } = await analysisOf({ 'app.js': text })
  const lists = [...routes, ...procedures].flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'read-many'))
  expect(lists.map((effect) => effect.isBounded)).toEqual([isBounded])
})

const own = (route: string, more = ''): Readonly<Record<string, string>> => ({
  'app.js': `import express from 'express'
import { Pool } from 'pg'
import { db } from './db.js'
import { Note } from './models/note.js'
const pool = new Pool()
const app = express()
function sql(strings, ...values) { return { text: strings.join('?'), values } }
const many = (query) => pool.query(query.text, query.values)
class Statement {
  say(strings, ...values) { this.text += strings.join('?'); return this }
  rows() { return pool.query(this.text) }
}
const statement = () => new Statement()
${more}
app.get('/notes', async (req, res) => {
  ${route}
})
`,
})

it.each<[string, string, string, readonly [string | null, boolean][]]>([
  [
    'a tagged statement that a function asks',
    '',
    'res.json(await many(sql`SELECT id FROM notes ORDER BY id LIMIT 20`))',
    [['notes', true]],
  ],
  ['a tagged statement without a limit', '', 'res.json(await many(sql`SELECT id FROM notes ORDER BY id`))', [['notes', false]]],
  [
    'a fragment with the limit',
    'const paged = (page) => sql`LIMIT ${20} OFFSET ${page * 20}`',
    'res.json(await many(sql`SELECT id FROM notes ${paged(2)}`))',
    [['notes', true]],
  ],
  [
    'a fragment without one',
    'const sorted = () => sql`ORDER BY id`',
    'res.json(await many(sql`SELECT id FROM notes ${sorted()}`))',
    [['notes', false]],
  ],
  [
    'a statement that is said in pieces',
    '',
    'res.json(await statement().say`SELECT extract(epoch FROM s.ends_at) FROM notes s`.say`ORDER BY id`.say`LIMIT 500`.rows())',
    [['notes', true]],
  ],
  [
    'a statement in pieces of which none limits it',
    '',
    'res.json(await statement().say`SELECT extract(epoch FROM s.ends_at) FROM notes s`.say`ORDER BY id`.rows())',
    [['notes', false]],
  ],
  ['kinds that are counted', '', "res.json(await pool.query('SELECT state, count(*) FROM notes GROUP BY state'))", [['notes', true]]],
  ['days that are counted', '', "res.json(await pool.query('SELECT day, count(*) FROM notes GROUP BY day'))", [['notes', false]]],
  [
    'documents that are read in steps',
    '',
    'for await (const note of Note.find({}).sort({ at: 1 }).cursor()) res.write(note.text)',
    [['Note', true]],
  ],
  ['documents of ids that are given', '', 'res.json(await Note.find({ _id: trusted({ $in: req.group.notes }) }).lean())', [['Note', true]]],
  ['all documents', '', 'res.json(await Note.find({ open: true }).lean())', [['Note', false]]],
  [
    'a pipeline with a limit',
    '',
    'res.json(await Note.aggregate([{ $match: { open: true } }, { $limit: 200 }]).option({ maxTimeMS: 9 }))',
    [['Note', true]],
  ],
  [
    'a pipeline without one',
    '',
    'res.json(await Note.aggregate([{ $match: { open: true } }]).option({ maxTimeMS: 9 }))',
    [['Note', false]],
  ],
  ['some columns of one document', '', "res.json(await Note.findById(req.params.id).select('text').lean())", []],
])('what bounds a list: %s', async (_name, more, route, expected) => {
  const { routes } = await analysisOf(own(route, more))
  const lists = routes.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'read-many'))
  expect(lists.map(({ of, isBounded }) => [of, isBounded])).toEqual(expected)
})

const builder = (query: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'\nimport { and, count, eq } from 'drizzle-orm'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport { notes } from './schema.js'\nconst db = drizzle(process.env.URL)\nconst app = express()\napp.get('/notes', async (req, res) => res.json(await ${query}))\n`,
})

it.each([
  ['one by its key', 'db.select().from(notes).where(and(eq(notes.id, req.query.id), eq(notes.open, true)))', true],
  ['how many there are', 'db.select({ n: count() }).from(notes)', true],
  ['those of a parent', 'db.select().from(notes).where(eq(notes.boardId, req.query.board))', false],
])('what bounds a query of functions: %s', async (_name, query, isBounded) => {
  const { routes } = await analysisOf(builder(query))
  expect(routes.flatMap(({ effects }) => effects.map((effect) => effect.isBounded))).toEqual([isBounded])
})

const django = (page: string): Readonly<Record<string, string>> => ({
  'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\n",
  'shop/__init__.py': '',
  'shop/urls.py': "from django.urls import path\nfrom shop.views import desk\nurlpatterns = [path('desk/', desk)]\n",
  'shop/models.py':
    'from django.db import models\nclass Rows(models.QuerySet):\n    def with_names(self):\n        return self.select_related("holder")\nclass Permit(models.Model):\n    objects = Rows.as_manager()\n',
  'shop/views.py': `from django.core.paginator import Paginator\nfrom django.shortcuts import render\nfrom shop.models import Permit\n${page}\ndef desk(request):\n    rows = Permit.objects.filter(state='asked').with_names().order_by('day')\n    return render(request, 'list.html', {'page': page_of(request, rows)})\n`,
})

it.each([
  ['a page', "def page_of(request, rows, size=30):\n    return Paginator(rows, size).get_page(request.GET.get('page'))", true],
  ['all of them', 'def page_of(request, rows, size=30):\n    return [row for row in rows]', false],
])('a function that is given the rows of Django takes %s', async (_name, page, isBounded) => {
  const { routes } = await analysisOf(django(page))
  expect(routes.flatMap(({ effects }) => effects.map((effect) => effect.isBounded))).toEqual([isBounded])
})

const flask = (page: string): Readonly<Record<string, string>> => ({
  'models.py': `from sqlalchemy.orm import DeclarativeBase, Mapped\nclass Base(DeclarativeBase):\n    pass\nclass Member(Base):\n    __tablename__ = 'members'\n    id: Mapped[int]\n`,
  'paging.py': `from sqlalchemy import Select\nfrom sqlalchemy.orm import Session\n${page}`,
  'app.py': `from flask import Flask\nfrom sqlalchemy import select\nfrom models import Member\nfrom paging import page\napp = Flask(__name__)\n@app.get('/members')\ndef members():\n    return {'rows': page(select(Member))}\n`,
})

it.each([
  ['a limit', 'def page(query):\n    return list(Session().scalars(query.order_by("id").limit(30)))\n', false],
  ['a limit, its type declared', 'def page(query: Select):\n    return Session().execute(query.order_by("id").limit(30)).all()\n', false],
  ['none', 'def page(query):\n    return list(Session().scalars(query.order_by("id")))\n', true],
])('a function that runs the statement that it is given sets %s', async (_name, page, isOpen) => {
  const { routes } = await analysisOf(flask(page))
  const lists = routes.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'read-many'))
  expect(lists.some((effect) => !effect.isBounded)).toBe(isOpen)
})

it.each([
  ['list(rows)', true],
  ['list(rows[:50])', true],
])('rows of Django of which a part is taken are read: %s', async (answer) => {
  const { routes } = await analysisOf({
    ...django(''),
    'shop/views.py': `from django.http import JsonResponse\nfrom shop.models import Permit\ndef desk(request):\n    rows = Permit.objects.values('place').order_by('place')${answer.includes('[') ? '' : '[:50]'}\n    return JsonResponse({'rows': ${answer}})\n`,
  })
  expect(routes.flatMap(({ effects }) => effects.map(({ kind, of, isBounded }) => `${kind} ${of} ${isBounded}`))).toEqual([
    'read-many Permit true',
  ])
})

it.each<[string, string, boolean]>([
  ['two ends of one thing', 'user_id = ? AND slot >= ? AND slot < ?', true],
  ['two ends of everything', 'slot >= ? AND slot < ?', false],
  ['one end', 'user_id = ? AND slot >= ?', false],
  ['ends of two columns', 'user_id = ? AND slot >= ? AND day < ?', false],
  ['between', 'user_id = ? AND day BETWEEN ? AND ?', true],
  ['or of another', 'user_id = ? AND slot >= ? AND slot < ? OR shared = 1', false],
])('knows rows between %s', async (_name, where, isBounded) => {
  const { routes } = await analysisOf({
    'app.js': `const express = require('express')
const db = require('better-sqlite3')('app.db')
const app = express()
const statements = { busy: db.prepare('SELECT slot FROM claims WHERE ${where} ORDER BY slot').pluck() }
app.get('/rooms/:id/busy', (req, res) => res.json(statements.busy.all(req.params.id, Number(req.query.day), Number(req.query.day) + 48)))
`,
  })
  expect(routes[0]?.effects.map(({ kind, of, isBounded: bounded }) => [kind, of, bounded])).toEqual([['read-many', 'claims', isBounded]])
})

it.each<[string, string, boolean]>([
  ['sums of one thing', 'SELECT label, SUM(cents) FROM spendings WHERE user_id = ? GROUP BY label ORDER BY label', true],
  ['sums of everything', 'SELECT label, SUM(cents) FROM spendings GROUP BY label ORDER BY label', false],
  ['rows of one thing', 'SELECT label, cents FROM spendings WHERE user_id = ? ORDER BY label', false],
])('knows %s', async (_name, text, isBounded) => {
  const { routes } = await analysisOf({
    'app.js': `const express = require('express')
const { Pool } = require('pg')
const pool = new Pool()
const app = express()
app.get('/sums', async (req, res) => res.json((await pool.query('${text}', [req.user.id])).rows))
`,
  })
  expect(routes[0]?.effects.map(({ isBounded: bounded }) => bounded)).toEqual([isBounded])
})

it.each<[string, string, boolean]>([
  ['sums of one thing', '.where(eq(spendings.groupId, req.params.id)).groupBy(spendings.by)', true],
  ['sums of everything', '.groupBy(spendings.by)', false],
])('knows %s of a builder', async (_name, rest, isBounded) => {
  const { routes } = await analysisOf({
    'app.js': `import express from 'express'
import { eq, sum } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { spendings } from './schema.js'
const db = drizzle(process.env.DATABASE_URL)
const app = express()
app.get('/groups/:id/sums', async (req, res) => res.json(await db.select({ by: spendings.by, cents: sum(spendings.cents) }).from(spendings)${rest}))
`,
  })
  expect(routes[0]?.effects.map(({ isBounded: bounded }) => bounded)).toEqual([isBounded])
})
