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
