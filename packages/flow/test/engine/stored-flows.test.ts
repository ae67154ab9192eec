import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const shown = async (files: Record<string, string>): Promise<string[]> => {
  const { paths } = await analysisOf(files)
  return paths
    .filter(({ kind }) => kind === 'ssrf' || kind === 'stored-xss')
    .map(({ kind, confidence, parameter }) => `${kind} ${confidence} ${parameter?.name ?? ''}`.trim())
}

const EXPRESS = `import express from 'express'\nconst app = express()\napp.use(express.json())\n`
const express = (made: string, write: string, read: string): Record<string, string> => ({
  'app.js': `${EXPRESS}${made}\napp.post('/hooks', async (req, res) => {\n  ${write}\n  res.sendStatus(204)\n})\napp.post('/test', async (req, res) => {\n  ${read}\n  res.sendStatus(204)\n})\n`,
})
const PG = `import pg from 'pg'\nconst pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })`
const PG_READ = "const { rows } = await pool.query('SELECT target FROM hooks WHERE id = $1', [req.user.id])\n  await fetch(rows[0].target)"
const SQLITE = `import Database from 'better-sqlite3'\nconst db = new Database('x.db')\nconst add = db.prepare('INSERT INTO hooks (owner, target) VALUES (?, ?)')\nconst one = db.prepare('SELECT target FROM hooks WHERE owner = ?')`
const SEQUELIZE = `import { Sequelize, DataTypes } from 'sequelize'\nconst sequelize = new Sequelize(process.env.DB)\nconst Hook = sequelize.define('Hook', { target: DataTypes.STRING })`
const MONGOOSE = `import mongoose from 'mongoose'\nconst Hook = mongoose.model('Hook', new mongoose.Schema({ target: String }))`
const PRISMA = `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()`
const PRISMA_READ = 'const hook = await prisma.hook.findUnique({ where: { id: req.user.id } })\n  await fetch(hook.target)'
const KNEX = `import knex from 'knex'\nconst db = knex({ client: 'pg' })`
const KNEX_READ = "const hook = await db('hooks').where({ owner: req.user.id }).first('target')\n  await fetch(hook.target)"
const DRIZZLE = `import { drizzle } from 'drizzle-orm/node-postgres'\nimport { pgTable, text } from 'drizzle-orm/pg-core'\nimport { eq } from 'drizzle-orm'\nexport const hooks = pgTable('hooks', { owner: text('owner'), target: text('target') })\nconst db = drizzle(process.env.DATABASE_URL)`
const DRIZZLE_READ = 'const [hook] = await db.select().from(hooks).where(eq(hooks.owner, req.user.id))\n  await fetch(hook.target)'
const MONGO = `import { MongoClient } from 'mongodb'\nconst hooks = new MongoClient(process.env.MONGO).db('x').collection('hooks')`
const MONGO_READ = 'const hook = await hooks.findOne({ owner: req.user.id })\n  await fetch(hook.target)'
const REDIS = `import { createClient } from 'redis'\nconst redis = createClient()`

it.each<[string, Record<string, string>]>([
  [
    'a statement of PostgreSQL',
    express(PG, "await pool.query('INSERT INTO hooks (owner, target) VALUES ($1, $2)', [req.user.id, req.body.target])", PG_READ),
  ],
  [
    'an UPDATE',
    express(
      PG,
      "await pool.query('UPDATE hooks SET seen = now(), target = coalesce($2, target) WHERE id = $1', [req.user.id, req.body.target])",
      PG_READ,
    ),
  ],
  [
    'a statement as an object',
    express(PG, "await pool.query({ text: 'INSERT INTO hooks (target) VALUES ($1)', values: [req.body.target] })", PG_READ),
  ],
  ['a prepared statement', express(SQLITE, 'add.run(req.user.id, req.body.target)', 'await fetch(one.get(req.user.id).target)')],
  [
    'a tagged statement',
    express(PRISMA, 'await prisma.$executeRaw`UPDATE hook SET target = ${req.body.target} WHERE id = ${req.user.id}`', PRISMA_READ),
  ],
  [
    'Sequelize, created',
    express(
      SEQUELIZE,
      'await Hook.create({ owner: req.user.id, target: req.body.target })',
      'const hook = await Hook.findByPk(req.user.id)\n  await fetch(hook.target)',
    ),
  ],
  [
    'Sequelize, updated',
    express(
      SEQUELIZE,
      'await Hook.update({ target: req.body.target }, { where: { id: req.user.id } })',
      'const hook = await Hook.findOne({ where: { id: 1 } })\n  await fetch(hook.target)',
    ),
  ],
  [
    'Sequelize, assigned',
    express(
      SEQUELIZE,
      'const hook = await Hook.findByPk(req.user.id)\n  hook.target = req.body.target\n  await hook.save()',
      'const hook = await Hook.findByPk(req.user.id)\n  await fetch(hook.target)',
    ),
  ],
  [
    'Mongoose, created',
    express(
      MONGOOSE,
      'await Hook.create({ target: req.body.target })',
      'const hook = await Hook.findById(req.user.id).lean()\n  await fetch(hook.target)',
    ),
  ],
  [
    'Mongoose, $set',
    express(
      MONGOOSE,
      'await Hook.updateOne({ owner: req.user.id }, { $set: { target: req.body.target } })',
      'const hook = await Hook.findOne({ owner: req.user.id })\n  await fetch(hook.target)',
    ),
  ],
  ['Prisma, created', express(PRISMA, 'await prisma.hook.create({ data: { owner: req.user.id, target: req.body.target } })', PRISMA_READ)],
  [
    'Prisma, upserted',
    express(PRISMA, 'await prisma.hook.upsert({ where: { id: 1 }, create: { target: req.body.target }, update: {} })', PRISMA_READ),
  ],
  ['Prisma, a whole body', express(PRISMA, 'await prisma.hook.create({ data: req.body })', PRISMA_READ)],
  ['Knex, inserted', express(KNEX, "await db('hooks').insert({ target: req.body.target })", KNEX_READ)],
  ['Knex, one column', express(KNEX, "await db('hooks').where({ id: 1 }).update('target', req.body.target)", KNEX_READ)],
  ['Drizzle', express(DRIZZLE, 'await db.insert(hooks).values({ owner: req.user.id, target: req.body.target })', DRIZZLE_READ)],
  [
    'Drizzle, updated',
    express(DRIZZLE, 'await db.update(hooks).set({ target: req.body.target }).where(eq(hooks.owner, req.user.id))', DRIZZLE_READ),
  ],
  ['MongoDB', express(MONGO, 'await hooks.insertOne({ owner: req.user.id, target: req.body.target })', MONGO_READ)],
  [
    'Redis',
    express(REDIS, 'await redis.set(`hook:${req.user.id}`, req.body.target)', 'await fetch(await redis.get(`hook:${req.user.id}`))'),
  ],
  [
    'a layer between',
    express(
      `${PG}\nconst save = (values) => pool.query('UPDATE hooks SET target = $1 WHERE id = $2', [values.target, values.id])\nasync function load(id) {\n  const { rows } = await pool.query('SELECT target FROM hooks WHERE id = $1', [id])\n  return rows[0] ?? { target: 'https://a.example' }\n}`,
      'await save({ id: req.user.id, target: String(req.body.target) })',
      'const hook = await load(1)\n  await fetch(`${hook.target}/ping`)',
    ),
  ],
  [
    'a function that hands statements on',
    express(
      `${PG}\nconst query = (text, values) => pool.query(text, values)`,
      "await query('INSERT INTO hooks (owner, target, title, colour, kind, place) VALUES ($1, $2, $3, $4, $5, $6)', [1, req.body.target])",
      "const { rows } = await query('SELECT id, target FROM hooks WHERE id = $1', [req.user.id])\n  await fetch(rows[0].target)",
    ),
  ],
  [
    'a database that is made elsewhere',
    express(
      `import { db } from './db.js'\nimport { pgTable, text } from 'drizzle-orm/pg-core'\nconst hooks = pgTable('hooks', { target: text('target') })`,
      'await db.insert(hooks).values({ target: req.body.target })',
      'const hook = await db.query.hooks.findFirst({ where: { id: 1 } })\n  await fetch(hook.target)',
    ),
  ],
  [
    'a function that gives the rows of a statement',
    express(
      `${PG}\nconst all = async (text, values) => (await pool.query(text, values)).rows`,
      "await all('INSERT INTO hooks (owner, target) VALUES ($1, $2)', [1, req.body.target])",
      "const [hook] = await all('SELECT id, target FROM hooks WHERE id = $1', [req.user.id])\n  await fetch(hook.target)",
    ),
  ],
  [
    'a layer of Prisma that takes the fields',
    express(
      `${PRISMA}\nconst save = (id, fields) => prisma.hook.update({ where: { id }, data: fields })`,
      'await save(1, { target: req.body.target })',
      PRISMA_READ,
    ),
  ],
])('follows what a request stores to where it is used: %s', async (_name, files) => {
  expect(await shown(files)).toEqual([expect.stringMatching(/^ssrf medium(?: target)?$/)])
})

const FLASK = `import requests\nfrom flask import Flask, request, g\n`
const flask = (made: string, write: string, read: string): Record<string, string> => ({
  'app.py': `${FLASK}${made}\napp = Flask(__name__)\n@app.post('/hooks')\ndef keep():\n    body = request.get_json()\n    ${write}\n    return '', 204\n@app.post('/test')\ndef ask():\n    ${read}\n    return '', 204\n`,
})
const SQLITE3 = 'import sqlite3\ndb = sqlite3.connect("x.db")'
const SQLALCHEMY = `from sqlalchemy import String, select, update, insert, text\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column\nfrom db import engine\nclass Base(DeclarativeBase):\n    pass\nclass Hook(Base):\n    __tablename__ = 'web_hooks'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    target: Mapped[str] = mapped_column(String(200))\nsession = Session(engine)`
const ALCHEMY_READ = 'hook = session.get(Hook, g.user_id)\n    requests.get(hook.target)'
const PEEWEE = `import peewee\nclass Hook(peewee.Model):\n    target = peewee.CharField()`
const DJANGO_MODELS = `from django.db import models\nclass Hook(models.Model):\n    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)\n    target = models.CharField(max_length=200)\n    colour = models.CharField(max_length=9)\n`
const django = (write: string, urls = "path('hooks', keep), path('test', ask)"): Record<string, string> => ({
  'hooks/models.py': DJANGO_MODELS,
  'hooks/views.py': `import json\nimport requests\nfrom django import forms\nfrom django.http import HttpResponse\nfrom django.urls import path\nfrom django.views.generic import CreateView\nfrom rest_framework import serializers, viewsets\nfrom hooks.models import Hook\n${write}\ndef ask(request):\n    hook = Hook.objects.get(owner=request.user)\n    requests.get(hook.target)\n    return HttpResponse(status=204)\nurlpatterns = [${urls}]\n`,
})
const view = (body: string): string => `def keep(request):\n    ${body}\n    return HttpResponse(status=204)`
const SERIALIZER = `class HookSerializer(serializers.ModelSerializer):\n    class Meta:\n        model = Hook\n        fields = ['target']\n`
const FORM = `class HookForm(forms.ModelForm):\n    class Meta:\n        model = Hook\n        fields = ['target']\n`

it.each<[string, Record<string, string>]>([
  [
    'named holes',
    flask(
      SQLITE3,
      "db.execute('INSERT INTO hooks (target) VALUES (:target)', {'target': body['target']})",
      "row = db.execute('SELECT id, target FROM hooks').fetchone()\n    requests.get(row[1])",
    ),
  ],
  [
    'a cursor',
    flask(
      `${SQLITE3}\ncursor = db.cursor()`,
      "cursor.execute('UPDATE hooks SET target = ? WHERE id = ?', (body['target'], 1))",
      "cursor.execute('SELECT target FROM hooks WHERE id = ?', (1,))\n    (target,) = cursor.fetchone()\n    requests.get(target)",
    ),
  ],
  ['SQLAlchemy, a new row', flask(SQLALCHEMY, "session.add(Hook(target=body['target']))\n    session.commit()", ALCHEMY_READ)],
  [
    'SQLAlchemy, assigned',
    flask(SQLALCHEMY, "hook = session.get(Hook, 1)\n    hook.target = body['target']\n    session.commit()", ALCHEMY_READ),
  ],
  [
    'SQLAlchemy, an update',
    flask(SQLALCHEMY, "session.execute(update(Hook).where(Hook.id == 1).values(target=body['target']))", ALCHEMY_READ),
  ],
  [
    'SQLAlchemy, a text',
    flask(SQLALCHEMY, "session.execute(text('INSERT INTO web_hooks (target) VALUES (:target)'), {'target': body['target']})", ALCHEMY_READ),
  ],
  [
    'SQLAlchemy, one column of each row',
    flask(
      SQLALCHEMY,
      "session.add(Hook(target=body['target']))",
      'for (target,) in session.execute(select(Hook.target)):\n        requests.get(target)',
    ),
  ],
  ['peewee', flask(PEEWEE, "Hook.create(target=body['target'])", 'hook = Hook.get_or_none(Hook.id == 1)\n    requests.get(hook.target)')],
  ['Django, created', django(view("Hook.objects.create(owner=request.user, target=json.loads(request.body)['target'])"))],
  ['Django, saved', django(view("hook = Hook(owner=request.user, target=request.POST['target'])\n    hook.save()"))],
  ['Django, updated', django(view("Hook.objects.filter(owner=request.user).update(target=request.POST['target'])"))],
  [
    'Django, of a related row',
    {
      'hooks/models.py': `${DJANGO_MODELS}class Call(models.Model):\n    hook = models.ForeignKey(Hook, related_name='calls', on_delete=models.CASCADE)\n    target = models.CharField(max_length=200)\n`,
      'hooks/views.py': `import requests\nfrom django.http import HttpResponse\nfrom django.urls import path\nfrom hooks.models import Call, Hook\ndef keep(request):\n    Call.objects.create(hook_id=1, target=request.POST['target'])\n    return HttpResponse(status=204)\ndef ask(request):\n    hook = Hook.objects.get(owner=request.user)\n    for call in hook.calls.all():\n        requests.get(call.target)\n    return HttpResponse(status=204)\nurlpatterns = [path('hooks', keep), path('test', ask)]\n`,
    },
  ],
  ['Django, defaults', django(view("Hook.objects.update_or_create(owner=request.user, defaults={'target': request.POST['target']})"))],
  ['Django, a form', django(`${FORM}${view('form = HookForm(request.POST)\n    if form.is_valid():\n        form.save()')}`)],
  [
    'Django, a view of a form',
    django(`${FORM}class Keep(CreateView):\n    form_class = HookForm\n`, "path('hooks', Keep.as_view()), path('test', ask)"),
  ],
  [
    'Django, a serializer',
    django(
      `${SERIALIZER}class Hooks(viewsets.ModelViewSet):\n    serializer_class = HookSerializer\n    queryset = Hook.objects.all()\n`,
      "path('hooks', Hooks.as_view({'post': 'create'})), path('test', ask)",
    ),
  ],
])('follows what a request stores in Python: %s', async (_name, files) => {
  expect(await shown(files)).toEqual([expect.stringMatching(/^ssrf medium(?: target)?$/)])
})

const LIST = "const { rows } = await pool.query('SELECT body FROM notes')\n  res.send(rows.map((row) => `<li>${row.body}</li>`).join(''))"
const ROLE = `const requireAdmin = (req, res, next) => (req.user?.role === 'admin' ? next() : res.sendStatus(403))\n`
const byAdmin = (files: Record<string, string>): Record<string, string> => ({
  'app.js': `${files['app.js'] ?? ''}`.replace("app.post('/hooks', async", `${ROLE}app.post('/hooks', requireAdmin, async`),
})
const NOTE = "await pool.query('INSERT INTO notes (body) VALUES ($1)', [req.body.body])"

it.each<[string, Record<string, string>, string[]]>([
  ['another column', express(PG, "await pool.query('INSERT INTO hooks (title) VALUES ($1)', [req.body.target])", PG_READ), []],
  ['another table', express(PG, "await pool.query('INSERT INTO pages (target) VALUES ($1)', [req.body.target])", PG_READ), []],
  ['a number', express(PG, "await pool.query('INSERT INTO hooks (target) VALUES ($1)', [Number(req.body.target)])", PG_READ), []],
  [
    'one of a list',
    express(
      PG,
      "if (!['https://a.example', 'https://b.example'].includes(req.body.target)) return res.sendStatus(400)\n  await pool.query('INSERT INTO hooks (target) VALUES ($1)', [req.body.target])",
      PG_READ,
    ),
    [],
  ],
  [
    'a host that is checked before it is called',
    express(
      PG,
      "await pool.query('INSERT INTO hooks (target) VALUES ($1)', [req.body.target])",
      "const { rows } = await pool.query('SELECT target FROM hooks WHERE id = $1', [1])\n  if (new URL(rows[0].target).hostname !== 'api.example.com') return res.sendStatus(400)\n  await fetch(rows[0].target)",
    ),
    [],
  ],
  [
    'the condition of an update',
    express(PG, "await pool.query('UPDATE hooks SET seen = true WHERE target = $1', [req.body.target])", PG_READ),
    [],
  ],
  [
    'the filter of a document',
    express(MONGO, 'await hooks.updateOne({ target: req.body.target }, { $set: { seen: true } })', MONGO_READ),
    [],
  ],
  ['nobody writes', express(PG, '', PG_READ), []],
  [
    'an administrator writes an address',
    byAdmin(express(PG, "await pool.query('INSERT INTO hooks (target) VALUES ($1)', [req.body.target])", PG_READ)),
    ['ssrf low target'],
  ],
  [
    'the owner of one company among many writes an address',
    {
      'app.js': `${EXPRESS}${PG}\napp.use('/companies/:company', async (req, res, next) => {\n  const { rows } = await pool.query('SELECT role FROM members WHERE company = $1 AND person = $2', [req.params.company, req.user.id])\n  if (rows.length === 0) return res.sendStatus(404)\n  req.member = rows[0]\n  next()\n})\nconst isOwner = (req) => req.member.role === 'owner'\napp.post('/companies/:company/hooks', async (req, res) => {\n  if (!isOwner(req)) return res.sendStatus(403)\n  await pool.query('INSERT INTO hooks (company, target) VALUES ($1, $2)', [req.params.company, req.body.target])\n  res.sendStatus(204)\n})\napp.post('/companies/:company/hooks/test', async (req, res) => {\n  const { rows } = await pool.query('SELECT target FROM hooks WHERE company = $1', [req.params.company])\n  await fetch(rows[0].target)\n  res.sendStatus(204)\n})\n`,
    },
    ['ssrf medium target'],
  ],
  [
    'a key of another kind',
    express(REDIS, 'await redis.set(`name:${req.user.id}`, req.body.target)', 'await fetch(await redis.get(`hook:${req.user.id}`))'),
    [],
  ],
  ['markup of anybody', express(PG, NOTE, LIST), ['stored-xss medium body']],
  ['markup of nobody in sight', express(PG, '', LIST), ['stored-xss low']],
  ['markup of administrators', byAdmin(express(PG, NOTE, LIST)), ['stored-xss low']],
  [
    'markup that is escaped as it is stored',
    express(
      `import escape from 'escape-html'\n${PG}`,
      "await pool.query('INSERT INTO notes (body) VALUES ($1)', [escape(req.body.body)])",
      LIST,
    ),
    [],
  ],
  [
    'a choice of a serializer',
    django(
      `class HookSerializer(serializers.ModelSerializer):\n    target = serializers.ChoiceField(choices=['https://a.example'])\n    class Meta:\n        model = Hook\n        fields = ['target']\nclass Hooks(viewsets.ModelViewSet):\n    serializer_class = HookSerializer\n    queryset = Hook.objects.all()\n`,
      "path('hooks', Hooks.as_view({'post': 'create'})), path('test', ask)",
    ),
    [],
  ],
  [
    'a field that a serializer only shows',
    django(
      `class HookSerializer(serializers.ModelSerializer):\n    class Meta:\n        model = Hook\n        fields = ['target', 'colour']\n        read_only_fields = ['target']\nclass Hooks(viewsets.ModelViewSet):\n    serializer_class = HookSerializer\n    queryset = Hook.objects.all()\n`,
      "path('hooks', Hooks.as_view({'post': 'create'})), path('test', ask)",
    ),
    [],
  ],
  [
    'a field that a form leaves out',
    django(
      `class HookForm(forms.ModelForm):\n    class Meta:\n        model = Hook\n        fields = ['colour']\n${view('form = HookForm(request.POST)\n    if form.is_valid():\n        form.save()')}`,
    ),
    [],
  ],
])('tells who may write what is read: %s', async (_name, files, expected) => {
  expect(await shown(files)).toEqual(expected)
})

it('tells the whole story, from the request that writes to the place of use', async () => {
  const { paths } = await analysisOf(express(PG, "await pool.query('INSERT INTO hooks (target) VALUES ($1)', [req.body.target])", PG_READ))
  expect(paths.map(({ steps }) => steps.map(({ place, what }) => `${place.line} ${what}`))).toEqual([
    ['7 "target" read from the request body', '7 stored in hooks.target', '11 "rows.target" read from the database', '12 reaches fetch'],
  ])
  expect(paths).toMatchObject([{ route: 0, parameter: { in: 'body', name: 'target' } }])
})
