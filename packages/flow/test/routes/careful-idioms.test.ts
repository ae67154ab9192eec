import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const kinds = ({ guards }: RouteFact): string =>
  [...new Set(guards.map(({ kind, proof }) => (proof === 'refuses' ? kind : `${kind}?`)))].sort().join(' ')

async function only(files: Readonly<Record<string, string>>, method: string): Promise<RouteFact> {
  const { routes, procedures } = await analysisOf(files)
  const found = [...routes, ...procedures].find((route) => route.method === method)
  if (found === undefined) throw new Error(`no ${method} route`)
  return found
}

describe('lists of middleware that are spread into a route', () => {
  const HTTP = `const express = require('express')\nconst { doubleCsrf } = require('csrf-csrf')\nconst csrf = doubleCsrf({ getSecret: () => process.env.KEY })\nconst form = [express.urlencoded({ extended: false }), csrf.doubleCsrfProtection]\nfunction requireUser(req, res, next) {\n  if (req.user) return next()\n  res.status(401).end()\n}\nmodule.exports = { form, requireUser }\n`
  const app = (route: string): Record<string, string> => ({
    'http.js': HTTP,
    'app.js': `const express = require('express')\nconst session = require('express-session')\nconst { form, requireUser } = require('./http')\nconst app = express()\napp.use(session({ secret: process.env.KEY }))\n${route}\n`,
  })
  it.each([
    ['before the handler', "app.post('/x', requireUser, ...form, (req, res) => res.end())", 'authentication protected'],
    ['first of all', "app.post('/x', ...form, requireUser, (req, res) => res.end())", 'authentication protected'],
    ['none', "app.post('/x', requireUser, (req, res) => res.end())", 'authentication none'],
  ])('%s', async (_name, route, expected) => {
    const found = await only(app(route), 'POST')
    expect(`${kinds(found)} ${found.csrf}`).toBe(expected)
  })
})

describe('middleware that hands an error on', () => {
  const app = (middleware: string): Record<string, string> => ({
    'app.js': `const express = require('express')\nconst jwt = require('jsonwebtoken')\nconst { User, Plot } = require('./models')\nconst { HttpError } = require('./errors')\nconst app = express()\n${middleware}\napp.post('/plots/:id', authenticate, (req, res) => res.end())\n`,
  })
  it.each([
    [
      'where looking up the user failed',
      `async function authenticate(req, res, next) {\n  try {\n    if (req.session.userId) req.user = await User.findById(req.session.userId)\n    next()\n  } catch (error) {\n    next(error)\n  }\n}`,
      'authentication?',
    ],
    [
      'where the token was not right',
      `async function authenticate(req, res, next) {\n  try {\n    req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] })\n    next()\n  } catch (error) {\n    next(error)\n  }\n}`,
      'authentication',
    ],
    [
      'where the thing belongs to somebody else',
      `async function authenticate(req, res, next) {\n  try {\n    const plot = await Plot.findOne({ _id: req.params.id, holder: req.user._id })\n    next(plot ? undefined : new HttpError(404))\n  } catch (error) {\n    next(error)\n  }\n}`,
      'owner',
    ],
  ])('%s', async (_name, middleware, expected) => {
    expect(kinds(await only(app(middleware), 'POST'))).toBe(expected)
  })
})

describe('who calls, in the words of the framework', () => {
  const NEXT = (line: string): Record<string, string> => ({
    'src/app/actions.ts': `"use server"\nimport { redirect } from "next/navigation"\nimport { prisma } from "../lib/db"\nimport { currentUser } from "../lib/session"\nexport async function change(form: FormData) {\n  const user = await currentUser()\n  ${line}\n  await prisma.user.update({ where: { id: user.id }, data: { name: String(form.get('name')) } })\n}\n`,
    'src/lib/session.ts': `import { cache } from 'react'\nimport { cookies } from 'next/headers'\nimport { prisma } from './db'\nexport const currentUser = cache(async () => {\n  const token = (await cookies()).get('sid')?.value\n  return token ? prisma.session.findFirst({ where: { token } }) : null\n})\n`,
    'src/lib/db.ts': `import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()\n`,
  })
  const STARLETTE = (options: string): Record<string, string> => ({
    'web.py': `import functools\nfrom starlette.exceptions import HTTPException\ndef endpoint(*, login=True):\n    def decorate(handler):\n        @functools.wraps(handler)\n        async def wrapped(request):\n            given = {}\n            if login:\n                account = await request.app.state.store.session_account(request.cookies.get('sid', ''))\n                if account is None:\n                    raise HTTPException(401)\n                given['account'] = account\n            return await handler(request, **given)\n        return wrapped\n    return decorate\n`,
    'app.py': `from starlette.applications import Starlette\nfrom starlette.responses import Response\nfrom starlette.routing import Route\nfrom web import endpoint\n@endpoint(${options})\nasync def rename(request, account=None):\n    return Response('')\napp = Starlette(routes=[Route('/x', rename, methods=['POST'])])\n`,
  })
  it.each<[string, Record<string, string>, string, string]>([
    ['a redirect that throws', NEXT('if (!user) redirect("/login")'), 'MUTATION', 'authentication'],
    ['a user that is only looked up', NEXT('console.log(user)'), 'MUTATION', ''],
    ['a decorator that asks', STARLETTE(''), 'POST', 'authentication'],
    ['a decorator that is told to ask nobody', STARLETTE('login=False'), 'POST', 'authentication?'],
  ])('%s', async (_name, files, method, expected) => {
    expect(kinds(await only(files, method))).toBe(expected)
  })
})

describe('attempts that are counted', () => {
  const COUNTER = `from django.core.cache import cache\ndef hit(name, limit):\n    cache.add(name, 0, timeout=900)\n    return cache.incr(name) <= limit\n`
  const django = (backend: string, view: string): Record<string, string> => ({
    'shop/settings.py': `MIDDLEWARE = []\nROOT_URLCONF = 'shop.urls'\nAUTHENTICATION_BACKENDS = ['shop.backends.Own']\n`,
    'shop/counter.py': COUNTER,
    'shop/backends.py': `from django.contrib.auth.backends import ModelBackend\nfrom django.core.exceptions import PermissionDenied\nfrom shop.counter import hit\nclass Own(ModelBackend):\n    def authenticate(self, request, username=None, password=None):\n        ${backend}\n        return super().authenticate(request, username, password)\n`,
    'shop/urls.py': `from django.contrib.auth import views\nfrom django.urls import path\nfrom shop.views import Forgot\nurlpatterns = [path('login/', views.LoginView.as_view()), path('forgot/', Forgot.as_view())]\n`,
    'shop/views.py': `from django.contrib.auth.views import PasswordResetView\nfrom shop.counter import hit\nclass Forgot(PasswordResetView):\n    def form_valid(self, form):\n        ${view}\n`,
  })
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'by the backend and in a step of a view',
      django(
        'if not hit(username, 8):\n            raise PermissionDenied',
        "return super().form_valid(form) if hit(form.cleaned_data['email'], 3) else None",
      ),
      ['/forgot/ limited', '/login/ limited'],
    ],
    ['by nothing', django('pass', 'return super().form_valid(form)'), ['/forgot/ open', '/login/ open']],
  ])('%s', async (_name, files, expected) => {
    const { routes } = await analysisOf(files)
    const told = routes
      .filter(({ method }) => method === 'POST')
      .map(({ path, rateLimits }) => `${path} ${rateLimits.length > 0 ? 'limited' : 'open'}`)
    expect(told.sort()).toEqual(expected)
  })
})

it.each([
  ['an address as its type allows', 'Email', []],
  ['whatever was sent', 'Any', ['nosql-injection']],
])('the alias of a type: %s', async (_name, type, expected) => {
  const { paths } = await analysisOf({
    'app.py': `from typing import Annotated, Any\nfrom fastapi import FastAPI\nfrom motor.motor_asyncio import AsyncIOMotorClient\nfrom pydantic import AfterValidator, BaseModel, EmailStr, Field\nEmail = Annotated[EmailStr, Field(max_length=254), AfterValidator(str.lower)]\nclass Login(BaseModel):\n    email: ${type}\napp = FastAPI()\nusers = AsyncIOMotorClient().shop.users\n@app.post('/login')\nasync def login(sent: Login):\n    return await users.find_one({'email': sent.email})\n`,
  })
  expect([...new Set(paths.map(({ kind }) => kind))]).toEqual(expected)
})

describe('rows that a manager or a helper narrows', () => {
  const tenant = (manager: string): Record<string, string> => ({
    'wiki/models.py': `from django.db import models\nfrom wiki.tenancy import current_tenant\nclass Own(models.Manager):\n    def get_queryset(self):\n        return super().get_queryset()${manager}\nclass Page(models.Model):\n    title = models.TextField()\n    objects = Own()\n`,
    'wiki/tenancy.py': `def current_tenant():\n    return 1\n`,
    'wiki/api.py': `from rest_framework import viewsets\nfrom rest_framework.permissions import IsAuthenticated\nfrom wiki.models import Page\nclass Pages(viewsets.ModelViewSet):\n    permission_classes = [IsAuthenticated]\n    def get_queryset(self):\n        return Page.objects.all()\n`,
    'wiki/urls.py': `from rest_framework.routers import DefaultRouter\nfrom wiki.api import Pages\nrouter = DefaultRouter()\nrouter.register('pages', Pages)\nurlpatterns = router.urls\n`,
  })
  it.each([
    ['to the tenant of the request', '.filter(tenant_id=current_tenant())', true],
    ['to what is not deleted', '.filter(deleted=False)', false],
  ])('%s', async (_name, manager, byOwner) => {
    const { effects } = await only(tenant(manager), 'DELETE')
    expect(effects.map((effect) => effect.byOwner)).toEqual([byOwner])
  })

  it.each([
    ['[start : start + 50]', true],
    ['', false],
  ])('rows of a helper, of which%s is taken', async (part, isBounded) => {
    const { effects } = await only(
      {
        'app.py': `from flask import Flask, jsonify\nfrom models import Page\napp = Flask(__name__)\ndef readable():\n    pages = Page.objects.all()\n    return pages.filter(published=True)\n@app.get('/pages')\ndef pages():\n    start = 0\n    return jsonify([page.id for page in readable()${part}])\n`,
        'models.py': `from django.db import models\nclass Page(models.Model):\n    published = models.BooleanField()\n`,
      },
      'GET',
    )
    expect(effects.filter(({ kind }) => kind === 'read-many').map((effect) => effect.isBounded)).toEqual([isBounded])
  })
})

it.each([
  ['with the application', "cors.init_app(app, origins=['https://shop.example'])", []],
  ['for everybody', 'cors.init_app(app)', ['cors-any-origin']],
])('an extension for other origins that is set up %s', async (_name, set, expected) => {
  const { patterns } = await analysisOf({
    'app.py': `from flask import Flask\nfrom flask_cors import CORS\ncors = CORS()\napp = Flask(__name__)\n${set}\n`,
  })
  expect(patterns.map(({ kind }) => kind).filter((kind) => kind.startsWith('cors'))).toEqual(expected)
})

it.each([
  ["{'MAX_CONTENT_LENGTH': 8_000_000, 'SECRET': key, 'TTL_SECONDS': 3}", []],
  ["{'SECRET': key, 'TTL_SECONDS': 3, 'CORS_ORIGINS': []}", ['body-limit-missing']],
])('settings that a function returns: %s', async (settings, expected) => {
  const { patterns } = await analysisOf({
    'settings.py': `import os\ndef load():\n    key = os.environ['KEY']\n    return ${settings}\n`,
    'app.py': `from flask import Flask, request\nimport settings\napp = Flask(__name__)\napp.config.from_mapping(settings.load())\n@app.post('/x')\ndef x():\n    return {'a': request.get_json()}\n`,
  })
  expect(patterns.map(({ kind }) => kind).filter((kind) => kind.startsWith('body-limit'))).toEqual(expected)
})

describe('guards of a whole Nest application before its resolvers', () => {
  const nest = (mark: string, provider: string): Record<string, string> => ({
    'src/app.module.ts': `import { Module } from '@nestjs/common'\nimport { APP_GUARD } from '@nestjs/core'\nimport { AuthGuard, RolesGuard } from './guards'\nimport { Bookings } from './bookings.resolver'\n@Module({ providers: [Bookings, ${provider}] })\nexport class AppModule {}\n`,
    'src/guards.ts': `import { CanActivate, ExecutionContext, Injectable, SetMetadata, UnauthorizedException, ForbiddenException } from '@nestjs/common'\nimport { Reflector } from '@nestjs/core'\nimport { GqlExecutionContext } from '@nestjs/graphql'\nexport const Public = () => SetMetadata('public', true)\nexport const Roles = (...roles: string[]) => SetMetadata('roles', roles)\n@Injectable()\nexport class AuthGuard implements CanActivate {\n  constructor(private reflector: Reflector, private jwt: JwtService) {}\n  async canActivate(context: ExecutionContext) {\n    if (this.reflector.get('public', context.getHandler())) return true\n    const { req } = GqlExecutionContext.create(context).getContext()\n    if (!req.headers.authorization) throw new UnauthorizedException()\n    req.user = await this.jwt.verifyAsync(req.headers.authorization)\n    return true\n  }\n}\n@Injectable()\nexport class RolesGuard implements CanActivate {\n  constructor(private reflector: Reflector) {}\n  canActivate(context: ExecutionContext) {\n    const roles = this.reflector.get<string[]>('roles', context.getHandler())\n    if (!roles) return true\n    const { req } = GqlExecutionContext.create(context).getContext()\n    if (!roles.includes(req.user.role)) throw new ForbiddenException()\n    return true\n  }\n}\n`,
    'src/bookings.resolver.ts': `import { Args, Mutation, Resolver } from '@nestjs/graphql'\nimport { Public, Roles } from './guards'\n@Resolver()\nexport class Bookings {\n  ${mark}\n  @Mutation(() => Boolean)\n  hold(@Args('room') room: string) {\n    return true\n  }\n}\n`,
  })
  const AUTH = '{ provide: APP_GUARD, useClass: AuthGuard }'
  const ROLES = '{ provide: APP_GUARD, useClass: RolesGuard }'
  it.each([
    ['one that asks everybody', '', AUTH, 'authentication'],
    ['one that lets pass what is marked', '@Public()', AUTH, ''],
    ['none', '', 'Object', ''],
    ['one of roles that nothing names', '', `${AUTH}, ${ROLES}`, 'authentication'],
    ['one of roles that a mark names', "@Roles('owner')", `${AUTH}, ${ROLES}`, 'authentication role'],
  ])('%s', async (_name, mark, provider, expected) => {
    expect(kinds(await only(nest(mark, provider), 'MUTATION'))).toBe(expected)
  })
})

it.each([
  ['the site that a request comes from', 'request.headers.origin !== process.env.ORIGIN', 'protected'],
  ['its own name', 'request.headers.host !== process.env.HOST', 'not-applicable'],
])('a hook that compares %s', async (_name, condition, csrf) => {
  const found = await only(
    {
      'app.js': `import Fastify from 'fastify'\nimport cookie from '@fastify/cookie'\nimport session from '@fastify/session'\nconst app = Fastify()\napp.register(cookie)\napp.register(session, { secret: process.env.KEY })\nconst sameOrigin = () => async (request, reply) => {\n  if (request.method !== 'GET' && ${condition}) return reply.code(403).send()\n}\napp.addHook('onRequest', sameOrigin())\napp.post('/x', async (request) => ({ user: request.session.user }))\n`,
    },
    'POST',
  )
  expect(found.csrf).toBe(csrf)
})

it.each([
  ['of a statement', 'sql`SELECT id FROM files WHERE id = ${request.params.file}`', []],
  ['of a text', 'label`files of ${request.params.file}`', ['path-traversal']],
])('what a tag function gives %s', async (_name, made, expected) => {
  const { paths } = await analysisOf({
    'app.js': `import { createReadStream } from 'node:fs'\nimport path from 'node:path'\nimport Fastify from 'fastify'\nexport const build = (sql, label) => {\n  const app = Fastify()\n  app.get('/files/:file', async (request, reply) => {\n    const [row] = await ${made}\n    return reply.send(createReadStream(path.join('/srv', row.id)))\n  })\n  return app\n}\n`,
  })
  expect([...new Set(paths.map(({ kind }) => kind))]).toEqual(expected)
})

it.each([
  [
    'a wildcard of a path that is joined',
    "app.get('/themes/*rest', (req, res) => res.sendFile(path.join(THEMES, req.params.rest.join('/'))))",
    ['path-traversal'],
  ],
  [
    'a helper that joins lists and is given one',
    "app.get('/themes/*rest', (req, res) => res.sendFile(path.join(THEMES, joined(req.params.rest.slice(1)))))",
    ['path-traversal'],
  ],
])('%s', async (_name, route, expected) => {
  const { paths } = await analysisOf({
    'app.js': `const path = require('node:path')\nconst express = require('express')\nconst app = express()\nconst THEMES = '/srv/themes'\nconst joined = (parts) => (Array.isArray(parts) ? parts.join('/') : parts)\n${route}\n`,
  })
  expect([...new Set(paths.map(({ kind }) => kind))]).toEqual(expected)
})

it.each([
  ['and cleans it', 'sanitize-html', []],
  ['and cleans nothing', 'marked', ['medium']],
])('a column of markup in a tree that keeps it %s', async (_name, library, confidence) => {
  const { paths } = await analysisOf({
    'app.js': `const express = require('express')\nconst clean = require('${library}')\nconst mongoose = require('mongoose')\nconst Entry = mongoose.model('Entry', new mongoose.Schema({ body_html: String }))\nconst app = express()\napp.set('view engine', 'ejs')\napp.post('/x', async (req, res) => res.json(await Entry.create({ body_html: clean(req.body.text) })))\napp.get('/x', async (req, res) => res.render('x', { entry: await Entry.findById(req.query.id).lean() }))\n`,
    'views/x.ejs': '<%- entry.body_html %>',
  })
  expect(paths.filter(({ kind }) => kind === 'stored-xss').map((one) => one.confidence)).toEqual(confidence)
})

it.each([
  [
    'a query of which one row is taken',
    'visible = Note.objects.filter(owner=request.user)\n    note = get_object_or_404(visible, pk=pk)\n    return HttpResponse(note.id)',
    [],
  ],
  [
    'a query within another',
    'own = Book.objects.filter(owner=request.user)\n    note = Note.objects.filter(book__in=own, pk=pk).first()\n    return HttpResponse(note.id)',
    [],
  ],
  [
    'a query whose rows are walked through',
    'visible = Note.objects.filter(owner=request.user)\n    return HttpResponse([note.id for note in visible])',
    ['read-many'],
  ],
  [
    'a query that is both',
    'visible = Note.objects.filter(owner=request.user)\n    note = get_object_or_404(visible, pk=pk)\n    return HttpResponse([note.id] + [one.id for one in visible])',
    ['read-many'],
  ],
])('%s', async (_name, body, expected) => {
  const { effects } = await only(
    {
      'notes/urls.py': `from django.urls import path\nfrom notes.views import show\nurlpatterns = [path('notes/<int:pk>/', show)]\n`,
      'notes/models.py': `from django.db import models\nclass Book(models.Model):\n    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)\nclass Note(models.Model):\n    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)\n    book = models.ForeignKey(Book, on_delete=models.CASCADE)\n`,
      'notes/views.py': `from django.http import HttpResponse\nfrom django.shortcuts import get_object_or_404\nfrom django.views.decorators.http import require_GET\nfrom notes.models import Book, Note\n@require_GET\ndef show(request, pk):\n    ${body}\n`,
    },
    'GET',
  )
  expect(effects.map(({ kind }) => kind).filter((kind) => kind === 'read-many')).toEqual(expected)
})
