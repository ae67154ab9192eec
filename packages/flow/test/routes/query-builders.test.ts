import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'
import type { RouteFact } from '../../src/facts.ts'

async function routesOf(name: string, text: string): Promise<readonly RouteFact[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-builders-'))
  try {
    writeFileSync(join(folder, name), text)
    return (await analyseSource({ root: folder })).routes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const HEAD =
  "import { Hono } from 'hono'\nimport { and, eq } from 'drizzle-orm'\nimport { integer, pgTable } from 'drizzle-orm/pg-core'\nimport { db, kysely } from './db'\nconst kites = pgTable('kites', { id: integer('id'), userId: integer('user_id') })\nconst app = new Hono()\n"

describe('what query builders do to rows', () => {
  it.each([
    ['db.select().from(kites)', { kind: 'read-many', of: 'kites', isBounded: false }],
    ['db.select().from(kites).limit(20)', { kind: 'read-many', of: 'kites', isBounded: true }],
    ["db.select().from(kites).limit(Number(c.req.query('limit')))", { kind: 'read-many', of: 'kites', isBounded: false }],
    ['db.select().from(kites).limit(Number(c.req.query().limit))', { kind: 'read-many', isBounded: false }],
    ["db.delete(kites).where(eq(kites.id, Number(c.req.param('id'))))", { kind: 'delete', of: 'kites', byRequestId: true, byOwner: false }],
    [
      "db.update(kites).set({ id: 1 }).where(and(eq(kites.id, Number(c.req.param('id'))), eq(kites.userId, c.get('userId'))))",
      { kind: 'update', of: 'kites', byRequestId: true, byOwner: true },
    ],
    ["kysely.selectFrom('kites').selectAll().execute()", { kind: 'read-many', of: 'kites', isBounded: false }],
    [
      "kysely.selectFrom('kites').selectAll().where('id', '=', c.req.param('id')).executeTakeFirst()",
      { kind: 'read-one', byRequestId: true },
    ],
    ["kysely.deleteFrom('kites').where('id', '=', c.req.param('id')).execute()", { kind: 'delete', of: 'kites', byOwner: false }],
    [
      "kysely.updateTable('kites').set({ id: 1 }).where('id', '=', c.req.param('id')).where('user_id', '=', c.get('userId')).execute()",
      { kind: 'update', of: 'kites', byOwner: true },
    ],
  ])('%s', async (query, effect) => {
    const [route] = await routesOf('app.ts', `${HEAD}app.get('/kites/:id', async (c) => c.json(await ${query}))\n`)
    expect(route?.effects).toEqual([expect.objectContaining(effect)])
  })
})

const DOCUMENTS = "const app = require('express')()\nconst db = require('./store')\nconst kites = db.collection('kites')\n"

describe('collections of a store of the tree', () => {
  it.each([
    ['kites.find({}).toArray()', [{ kind: 'read-many', of: 'kites', isBounded: false }]],
    ['kites.find({ wind: req.query.wind }).sort({ id: 1 }).limit(20).toArray()', [{ kind: 'read-many', isBounded: true }]],
    ['kites.find({ id: { $in: req.body.ids } }).toArray()', [{ kind: 'read-many', isBounded: true }]],
    ['kites.values().filter((kite) => kite.wind > 3).toArray()', []],
  ])('%s', async (query, effects) => {
    const [route] = await routesOf('app.js', `${DOCUMENTS}app.get('/kites', async (req, res) => res.json(await ${query}))\n`)
    expect(route?.effects).toEqual(effects.map((effect) => expect.objectContaining(effect)))
  })
})

const DJANGO =
  'from django.contrib.auth.mixins import LoginRequiredMixin\nfrom django.db import models\nfrom django.urls import path\nfrom django.views.generic import DeleteView, DetailView, UpdateView\nclass Diary(models.Model):\n    text = models.TextField()\n'

describe('pages of Django', () => {
  it.each([
    ['DeleteView', '', ['GET read-one false', 'POST delete false']],
    ['UpdateView', '', ['GET read-one false', 'POST update false']],
    ['DetailView', '    def get_queryset(self):\n        return Diary.objects.filter(author=self.request.user)\n', ['GET read-one true']],
  ])('%s%s', async (view, body, expected) => {
    const text = `${DJANGO}class Page(LoginRequiredMixin, ${view}):\n    model = Diary\n${body}urlpatterns = [path('d/<int:pk>', Page.as_view())]\n`
    const routes = await routesOf('urls.py', text)
    expect(routes.flatMap(({ method, effects }) => effects.map(({ kind, byOwner }) => `${method} ${kind} ${byOwner}`))).toEqual(expected)
  })

  it.each([
    ['nothing', '', false],
    ['a test of the method', "    if request.method != 'POST':\n        return None\n", true],
  ])('a view for every method with %s', async (_, body, testsMethod) => {
    const text = `${DJANGO}def remove(request, pk):\n${body}    Diary.objects.get(pk=pk).delete()\nurlpatterns = [path('d/<int:pk>', remove)]\n`
    expect((await routesOf('urls.py', text))[0]).toMatchObject({ method: 'ANY', testsMethod })
  })
})

const FASTIFY = "import Fastify from 'fastify'\nexport const routes = async (app) => {\n"

describe('handles that a plugin has added', () => {
  it.each([
    ["app.knex('payouts').where({ id: request.params.id }).update({ done: true })", [{ kind: 'update', of: 'payouts', byRequestId: true }]],
    ["request.server.db('payouts').select('id')", [{ kind: 'read-many', of: 'payouts', isBounded: false }]],
    ["app.config('payouts').update({ done: true })", []],
  ])('%s', async (query, effects) => {
    const [route] = await routesOf('app.js', `${FASTIFY}  app.post('/:id', async (request) => ${query})\n}\nFastify().register(routes)\n`)
    expect(route?.effects).toEqual(effects.map((effect) => expect.objectContaining(effect)))
  })
})
