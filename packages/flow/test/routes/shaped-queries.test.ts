import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const APP = `from typing import Annotated\nfrom fastapi import Depends, FastAPI\nfrom pydantic import BaseModel, Field\nfrom sqlalchemy import select\nfrom sqlalchemy.ext.asyncio import AsyncSession\nfrom auth import current_user\nfrom database import Session\nfrom models import Order\napp = FastAPI()\n`
const REPOSITORY = `class Repository[M]:\n    def __init__(self, session: AsyncSession, owner_id: int):\n        self.session = session\n        self.owner_id = owner_id\n    def _own(self):\n        return select(self.model).where(self.model.owner_id == self.owner_id)\n`
const ROUTE = `@app.get('/orders')\nasync def orders(session: Session, user=Depends(current_user), city: str = ''):\n    return await Orders(session, user.id).listed(city)\n`
const orders = (body: string): string => `${APP}${REPOSITORY}class Orders(Repository[Order]):\n    model = Order\n${body}${ROUTE}`
const LISTED = `    async def listed(self, city):\n        query = self._own()\n        if city:\n            query = query.where(Order.city == city)\n        query = query.order_by(Order.id)\n`
const MANAGER = `from django.db import models\nclass Mine(models.QuerySet):\n    def of(self, user):\n        return self.filter(owner=user)\nclass Note(models.Model):\n    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)\n    objects = Mine.as_manager()\n`
const notes = (body: string): Record<string, string> => ({
  'notes/models.py': MANAGER,
  'notes/api.py': `from django.shortcuts import get_object_or_404\nfrom rest_framework import viewsets\nfrom rest_framework.permissions import IsAuthenticated\nfrom rest_framework.response import Response\nfrom notes.models import Note\nclass Notes(viewsets.ViewSet):\n    permission_classes = [IsAuthenticated]\n${body}`,
})

async function lists(files: Record<string, string>): Promise<readonly boolean[]> {
  const { routes } = await analysisOf(files)
  return routes.flatMap(({ effects }) => effects.flatMap(({ kind, isBounded }) => (kind === 'read-many' ? [isBounded] : [])))
}

describe('queries that are shaped in several steps, in several functions', () => {
  it.each<[string, Record<string, string>, readonly boolean[]]>([
    ['a window at the end', { 'app.py': orders(`${LISTED}        return (await self.session.scalars(query.limit(50))).all()\n`) }, [true]],
    ['no window', { 'app.py': orders(`${LISTED}        return (await self.session.scalars(query)).all()\n`) }, [false]],
    [
      'a window in one of the steps',
      { 'app.py': orders(`${LISTED}        query = query.limit(50)\n        return (await self.session.scalars(query)).all()\n`) },
      [true],
    ],
    [
      'one row, of one of two statements',
      { 'app.py': orders(`${LISTED}        return await self.session.scalar(query.with_for_update() if city else query)\n`) },
      [],
    ],
    [
      'a query of the manager of which one row is asked',
      notes(
        `    def retrieve(self, request, pk=None):\n        return Response(get_object_or_404(Note.objects.of(request.user), pk=pk).id)\n`,
      ),
      [],
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await lists(files)).toEqual(expected)
  })
})

describe('what of the application is protected by an extension of Flask', () => {
  const SHOP = `from flask import Flask\nfrom flask_limiter import Limiter\nfrom flask_wtf import CSRFProtect\nfrom flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\ncsrf = CSRFProtect()\nlimiter = Limiter(lambda: 'x')\nclass Config:\n    RATELIMIT_DEFAULT = '300 per minute'\ndef create_app():\n    app = Flask(__name__)\n    app.config.from_object(Config)\n`
  const ADD = `    @app.post('/add')\n    def add():\n        return 'ok'\n    return app\n`
  it.each<[string, string, string]>([
    ['each by itself', '    csrf.init_app(app)\n    limiter.init_app(app)\n', 'protected'],
    ['in a loop', '    for extension in (db, csrf, limiter):\n        extension.init_app(app)\n', 'protected'],
    ['in a loop without it', '    for extension in (db, limiter):\n        extension.init_app(app)\n', 'not-applicable'],
  ])('%s', async (_name, set, csrf) => {
    const { routes } = await analysisOf({ 'app.py': `${SHOP}${set}${ADD}` })
    expect(routes.map((route) => [route.csrf, route.rateLimits])).toEqual([[csrf, ['300 per minute']]])
  })
})

describe('signatures that a handler compares itself', () => {
  const FASTIFY = (condition: string, refusal: string): Record<string, string> => ({
    'app.js': `import { createHmac, timingSafeEqual } from 'node:crypto'\nimport Fastify from 'fastify'\nconst app = Fastify()\napp.post('/events', async (request, reply) => {\n  const given = Buffer.from(String(request.headers['x-signature'] ?? ''), 'hex')\n  const expected = createHmac('sha256', process.env.SECRET).update(request.body).digest()\n  const isFresh = Date.now() / 1000 - Number(request.headers['x-time']) < 300\n  if (${condition}) ${refusal}\n  await db.query('UPDATE orders SET paid = true')\n  return {}\n})\n`,
  })
  const FLASK = (condition: string): Record<string, string> => ({
    'app.py': `import hmac\nfrom flask import Flask, abort, request\napp = Flask(__name__)\n@app.post('/events')\ndef events():\n    expected = hmac.new(app.config['KEY'], request.get_data(), 'sha256').hexdigest()\n    if ${condition}:\n        abort(401)\n    return ''\n`,
  })
  it.each<[string, Record<string, string>, boolean]>([
    ['in constant time', FASTIFY('!timingSafeEqual(given, expected)', 'return reply.code(401).send()'), true],
    [
      'after two others',
      FASTIFY('!isFresh || given.length !== expected.length || !timingSafeEqual(given, expected)', "throw new Error('no')"),
      true,
    ],
    [
      'by a helper that is given the digest of another',
      FASTIFY(
        '!sameText(given, sign(request.body))',
        "return reply.code(401).send()\n  function sign(body) { return createHmac('sha256', 'key').update(body).digest('hex') }\n  function sameText(a, b) { return a.length === b.length && timingSafeEqual(a, b) }",
      ),
      true,
    ],
    [
      'by a helper that is given no digest',
      FASTIFY(
        '!sameText(given, request.query.expected)',
        'return reply.code(401).send()\n  function sameText(a, b) { return a.length === b.length && timingSafeEqual(a, b) }',
      ),
      false,
    ],
    ['only its length', FASTIFY('given.length !== expected.length', 'return reply.code(401).send()'), false],
    ['without a consequence', FASTIFY('!timingSafeEqual(given, expected)', "request.log.warn('odd')"), false],
    ['of a hash in Python', FLASK("not hmac.compare_digest(expected, request.headers.get('X-Signature', ''))"), true],
    ['as plain texts in Python', FLASK("expected != request.headers.get('X-Signature', '')"), true],
  ])('%s', async (_name, files, isGuarded) => {
    const { routes } = await analysisOf(files)
    expect(routes.map(({ guards }) => guards.some(({ kind }) => kind === 'signature'))).toEqual([isGuarded])
  })
})
