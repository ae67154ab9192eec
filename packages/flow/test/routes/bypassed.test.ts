import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const GUARD_OF_FLASK = `from flask import Blueprint, abort, g\nfrom functools import wraps\nbp = Blueprint('rates', __name__)\ndef login_required(view):\n    @wraps(view)\n    def inner(*args, **kwargs):\n        if g.user is None:\n            abort(401)\n        return view(*args, **kwargs)\n    return inner\n`
const ROLE_OF_FLASK = `def role(name):\n    def outer(view):\n        @wraps(view)\n        def inner(*args, **kwargs):\n            if g.user.role != name:\n                abort(403)\n            return view(*args, **kwargs)\n        return inner\n    return outer\n`
const GUARD_OF_EXPRESS = `const express = require('express')\nconst { exporter } = require('./exporter')\nconst app = express()\nconst requireUser = (req, res, next) => (req.session.user ? next() : res.sendStatus(401))\n`
const EXPORTER = `const express = require('express')\nconst exporter = express.Router()\nexporter.post('/rows', (req, res) => res.end())\nmodule.exports = { exporter }\n`
const GUARD_OF_FASTIFY = `import Fastify from 'fastify'\nimport { cache } from './cache.js'\nimport { orders } from './orders.js'\nconst authenticate = async (request, reply) => {\n  if (!request.headers.authorization) await reply.code(401).send({ error: 'who are you' })\n}\nexport const app = Fastify()\n`
const GUARD_OF_HONO = `import { Hono } from 'hono'\nconst signedIn = async (c, next) => {\n  if (!c.req.header('authorization')) return c.json({}, 401)\n  await next()\n}\n`
const CACHE = `export async function cache(app) {\n  app.delete('/entries', async () => ({}))\n}\n`
const NEST_GUARD = `import { Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common'\nexport const Public = () => SetMetadata('public', true)\n@Injectable()\nexport class TokenGuard {\n  canActivate(context) {\n    if (!context.switchToHttp().getRequest().user) throw new UnauthorizedException()\n    return true\n  }\n}\n`
const NEST_MODULE = `import { Module } from '@nestjs/common'\nimport { APP_GUARD } from '@nestjs/core'\nimport { TokenGuard } from './guard'\n@Module({ providers: [{ provide: APP_GUARD, useClass: TokenGuard }] })\nexport class AppModule {}\n`
const DRF_SETTINGS = `REST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}\n`
const DRF_URLS = `from django.urls import path\nfrom views import Purge\nurlpatterns = [path('purge', Purge.as_view())]\n`
const drfView = (body: string): string =>
  `from rest_framework.views import APIView\nclass Purge(APIView):\n${body}    def delete(self, request):\n        return None\n`
const webhook = (body: string): string =>
  `import hmac\nfrom flask import Flask, abort, request\napp = Flask(__name__)\ndef signature_matches():\n    return hmac.compare_digest(request.headers.get('X-Signature', ''), 'x')\n@app.post('/hooks/parcels')\ndef parcels():\n${body}    return '', 204\n`
const aiohttp = (test: string): string =>
  `from aiohttp import web\n@web.middleware\nasync def guard(request, handler):\n    if ${test}:\n        return await handler(request)\n    if 'authorization' not in request.headers:\n        raise web.HTTPUnauthorized()\n    return await handler(request)\nasync def close(request):\n    return web.Response()\napp = web.Application(middlewares=[guard])\napp.router.add_post('/books/close', close)\n`

it.each<[string, Record<string, string>, string[]]>([
  [
    'a decorator above the one that registers',
    { 'app.py': `${GUARD_OF_FLASK}@login_required\n@bp.put('/rates')\ndef change():\n    return ''\n` },
    ['above-route login_required'],
  ],
  [
    'a role above the one that registers, with a login below it',
    {
      'app.py': `${GUARD_OF_FLASK}${ROLE_OF_FLASK}@role('clerk')\n@bp.put('/rates')\n@login_required\ndef change():\n    return ''\n`,
    },
    ["above-route role('clerk')"],
  ],
  [
    'a role below it',
    { 'app.py': `${GUARD_OF_FLASK}${ROLE_OF_FLASK}@bp.put('/rates')\n@login_required\n@role('clerk')\ndef change():\n    return ''\n` },
    [],
  ],
  ['a decorator below it', { 'app.py': `${GUARD_OF_FLASK}@bp.put('/rates')\n@login_required\ndef change():\n    return ''\n` }, []],
  [
    'a guard attached after the router',
    { 'app.js': `${GUARD_OF_EXPRESS}app.use('/exports', exporter)\napp.use(requireUser)\n`, 'exporter.js': EXPORTER },
    ['later requireUser'],
  ],
  [
    'a guard attached before it',
    { 'app.js': `${GUARD_OF_EXPRESS}app.use(requireUser)\napp.use('/exports', exporter)\n`, 'exporter.js': EXPORTER },
    [],
  ],
  [
    'a guard before the route in one chain',
    { 'app.ts': `${GUARD_OF_HONO}export const app = new Hono().use(signedIn).post('/rows', (c) => c.json({}))\n` },
    [],
  ],
  [
    'a guard after the route in one chain',
    { 'app.ts': `${GUARD_OF_HONO}export const app = new Hono().post('/rows', (c) => c.json({})).use(signedIn)\n` },
    ['later signedIn'],
  ],
  [
    'a hook of another plugin',
    {
      'app.js': `${GUARD_OF_FASTIFY}app.register(cache)\napp.register(async (inner) => {\n  inner.addHook('onRequest', authenticate)\n  inner.register(orders)\n})\n`,
      'cache.js': CACHE,
    },
    ['elsewhere authenticate'],
  ],
  [
    'a hook of the plugin round it',
    {
      'app.js': `${GUARD_OF_FASTIFY}app.register(async (inner) => {\n  inner.addHook('onRequest', authenticate)\n  inner.register(cache)\n})\n`,
      'cache.js': CACHE,
    },
    [],
  ],
  [
    'a guard of the application and a mark that frees from it',
    {
      'guard.ts': NEST_GUARD,
      'module.ts': NEST_MODULE,
      'rates.controller.ts': `import { Controller, Put } from '@nestjs/common'\nimport { Public } from './guard'\n@Controller('rates')\nexport class Rates {\n  @Public()\n  @Put(':id')\n  change() {}\n}\n`,
    },
    ['freed TokenGuard'],
  ],
  [
    'permissions of the settings that a view empties',
    { 'settings.py': DRF_SETTINGS, 'urls.py': DRF_URLS, 'views.py': drfView('    permission_classes = []\n') },
    ['freed IsAuthenticated'],
  ],
  ['permissions of the settings', { 'settings.py': DRF_SETTINGS, 'urls.py': DRF_URLS, 'views.py': drfView('') }, []],
  ['a check of the signature that nobody asks', { 'app.py': webhook('    request.get_json()\n') }, ['unused signature_matches']],
  ['a check that the handler asks', { 'app.py': webhook('    if not signature_matches():\n        abort(401)\n') }, []],
  ['a test of the path', { 'app.py': aiohttp(`request.path.startswith('/open/')`) }, []],
])('tells the guards that a route does not meet: %s', async (_, files, expected) => {
  const { routes } = await analysisOf(files)
  expect(routes).toHaveLength(1)
  expect(routes[0]?.bypassed.map(({ how, name }) => `${how} ${name}`)).toEqual(expected)
})

const express = (test: string, path = '/books/:id/close'): string =>
  `const express = require('express')\nconst app = express()\nconst OPEN = ['/open/', '/hooks/']\nfunction guard(req, res, next) {\n  if (${test}) return next()\n  if (!req.headers.authorization) return res.status(401).end()\n  next()\n}\napp.use(guard)\napp.post('${path}', (req, res) => res.end())\n`

it.each<[string, Record<string, string>, string | null]>([
  ['a text in the address with its query string', { 'app.py': aiohttp(`'/open' in request.path_qs`) }, 'address-contains /open'],
  ['a text in the address as text', { 'app.py': aiohttp(`'/open' in str(request.url)`) }, 'address-contains /open'],
  [
    'a text in any of a list',
    { 'app.js': express('OPEN.some((part) => req.originalUrl.includes(part))') },
    'address-contains /open/ /hooks/',
  ],
  ['an ending of the route itself', { 'app.js': express(`req.path.endsWith('.csv')`, '/books.csv') }, 'path-ends .csv'],
  ['an ending that the last parameter can have', { 'app.js': express(`req.path.endsWith('.csv')`, '/books/:name') }, 'path-may-end .csv'],
  [
    'an ending beside other paths',
    { 'app.py': aiohttp(`request.path.startswith('/open/') or request.path.endswith('close')`) },
    'path-ends close',
  ],
  ['an ending where the last parameter is a number', { 'app.js': express(`req.path.endsWith('.csv')`, '/books/:id(\\\\d+)') }, null],
  ['an ending that the route cannot have', { 'app.js': express(`req.path.endsWith('.csv')`) }, null],
  ['the beginnings of a list', { 'app.js': express('OPEN.some((part) => req.path.startsWith(part))') }, null],
  ['a list of whole paths', { 'app.js': express('OPEN.includes(req.path)') }, null],
])('tells what lets callers past a guard by the address: %s', async (_, files, expected) => {
  const { routes } = await analysisOf(files)
  const [guard] = routes[0]?.guards ?? []
  expect(guard?.name).toBe('guard')
  const { avoidable } = guard ?? {}
  expect(avoidable === undefined ? null : [avoidable.how, ...avoidable.texts].join(' ')).toBe(expected)
})
