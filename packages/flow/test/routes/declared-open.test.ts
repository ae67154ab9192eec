import { describe, expect, it } from 'vitest'
import type { GuardFact, RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const proofsOf = ({ guards }: RouteFact): readonly GuardFact['proof'][] => guards.map(({ proof }) => proof)

async function proofs(files: Readonly<Record<string, string>>): Promise<Record<string, readonly string[]>> {
  const { routes } = await analysisOf(files)
  return Object.fromEntries(routes.map((route) => [`${route.method} ${route.path}`, proofsOf(route)]))
}

const koa = (guard: string, list: string): string => `import Koa from 'koa'
import Router from '@koa/router'
const PUBLIC = ${list}
async function access(ctx, next) {
  const principal = sessions.identify(ctx.get('authorization'))
  ${guard}
  if (principal?.scopes !== undefined) requireScope(ctx, principal)
  await next()
}
function requireScope(ctx, principal) {
  if (principal === undefined) ctx.throw(401)
  if (!principal.scopes.includes(ctx.method)) ctx.throw(403)
}
const app = new Koa()
app.use(access)
const router = new Router()
router.get('/t/:ref', async (ctx) => { ctx.body = db.get('SELECT * FROM tickets WHERE ref = ?', ctx.params.ref) })
router.get('/orders/:id', async (ctx) => { ctx.body = db.get('SELECT * FROM orders WHERE id = ?', ctx.params.id) })
app.use(router.routes())
`

describe('a list of the open paths', () => {
  it.each([
    [
      'patterns, after the caller',
      'if (principal === undefined && !PUBLIC.some((path) => path.test(ctx.path))) ctx.throw(401)',
      '[/^\\/t\\/[^/]+$/]',
    ],
    [
      'patterns, before the caller',
      'if (!PUBLIC.some((path) => path.test(ctx.path)) && principal === undefined) ctx.throw(401)',
      '[/^\\/t\\/[^/]+$/]',
    ],
    ['one pattern', 'if (!PUBLIC.test(ctx.path) && !principal) ctx.throw(401)', '/^\\/t\\/\\w+$/'],
  ])('%s', async (_, guard, list) => {
    const found = await proofs({ 'app.ts': koa(guard, list) })
    expect(found['GET /t/{ref}']).toContain('declared-open')
    expect(found['GET /orders/{id}']).toEqual(['refuses'])
  })

  it.each([
    [
      'a list of what is there at all opens nothing',
      'if (!PUBLIC.some((path) => path.test(ctx.path))) ctx.throw(404)\n  if (principal === undefined) ctx.throw(401)',
      '[/^\\/t\\/[^/]+$/]',
    ],
    [
      'a pattern without an end is no list of paths',
      'if (principal === undefined && !PUBLIC.some((path) => path.test(ctx.path))) ctx.throw(401)',
      '[/^\\/t/]',
    ],
  ])('%s', async (_, guard, list) => {
    expect((await proofs({ 'app.ts': koa(guard, list) }))['GET /t/{ref}']).toEqual(['refuses'])
  })
})

const drf = (view: string, settings = ''): Record<string, string> => ({
  'shop/settings.py': `ROOT_URLCONF = 'shop.urls'\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}\n${settings}`,
  'shop/__init__.py': '',
  'shop/limits.py': `from django.http import JsonResponse
class LimitMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        if not bucket.take(request.META['REMOTE_ADDR']):
            return JsonResponse({}, status=429)
        return self.get_response(request)
`,
  'shop/urls.py': `from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter
from .views import JobViewSet
router = DefaultRouter()
router.register('jobs', JobViewSet)
urlpatterns = [path('api/', include(router.urls)), path('schema/', SpectacularAPIView.as_view())]
`,
  'shop/views.py': `from rest_framework import permissions, viewsets
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated, IsAuthenticatedOrReadOnly, SAFE_METHODS
from .models import Job

class MineOrRead(permissions.BasePermission):
    def has_permission(self, request, view):
        if request.method in permissions.SAFE_METHODS:
            return True
        return request.user.is_authenticated

class JobViewSet(viewsets.ModelViewSet):
    queryset = Job.objects.all()
${view}
`,
})

describe('permissions of a view set for each action', () => {
  it.each([
    [
      'one of two lists',
      "    public = ('list', 'retrieve')\n    def get_permissions(self):\n        return [AllowAny()] if self.action in self.public else [IsAdminUser()]",
    ],
    [
      'instances of a list that was chosen',
      "    def get_permissions(self):\n        if self.action in ['list', 'retrieve']:\n            permission_classes = [AllowAny]\n        else:\n            permission_classes = [permissions.IsAdminUser]\n        return [permission() for permission in permission_classes]",
    ],
    [
      'by the method of the request',
      '    def get_permissions(self):\n        if self.request.method in SAFE_METHODS:\n            return [AllowAny()]\n        return [IsAdminUser()]',
    ],
    ['a class that lets readers in by its name', '    permission_classes = [IsAuthenticatedOrReadOnly]'],
    ['a class that lets readers in by its first test', '    permission_classes = [MineOrRead]'],
  ])('%s', async (_, view) => {
    const found = await proofs(drf(view))
    expect(found['GET /api/jobs/']).toEqual(['declared-open'])
    expect(found['POST /api/jobs/']).toEqual(['refuses'])
  })

  it.each([
    [
      'a choice that asks something else',
      '    def get_permissions(self):\n        return [AllowAny()] if self.request.user.pk else [IsAdminUser()]',
    ],
    ['what the library decides', '    def get_permissions(self):\n        return super().get_permissions()'],
  ])('%s is a guard for all that is known', async (_, view) => {
    expect((await proofs(drf(view)))['GET /api/jobs/']).toEqual(['named'])
  })
})

describe('what the settings of Django add', () => {
  it('a limiter of the tree among the middleware', async () => {
    const { routes } = await analysisOf(drf('    permission_classes = [IsAuthenticated]', "MIDDLEWARE = ['shop.limits.LimitMiddleware']"))
    expect(routes.every(({ rateLimits }) => rateLimits.includes('shop.limits.LimitMiddleware'))).toBe(true)
  })
  it('permissions of the documentation', async () => {
    const settings = "SPECTACULAR_SETTINGS = {'SERVE_PERMISSIONS': ['rest_framework.permissions.IsAdminUser']}"
    expect((await proofs(drf('', settings)))['GET /schema/']).toEqual(['refuses'])
  })
})

describe('what a route does with passwords says what it is for', () => {
  const accounts = (body: string): Record<string, string> => ({
    'app.py': `from fastapi import FastAPI
from werkzeug.security import check_password_hash, generate_password_hash
app = FastAPI()
@app.post('/api/accounts')
def create(given: dict):
    ${body}
@app.post('/api/session')
def begin(given: dict):
    user = db.find(given['email'])
    if not check_password_hash(user.password, given['password']):
        raise ValueError()
    return {'token': issue(user)}
`,
  })
  it.each([
    ['keeps the hash of one', "db.insert(given['email'], generate_password_hash(given['password']))", 'register'],
    ['keeps a name', "db.insert(given['name'])", 'other'],
  ])('%s', async (_, body, purpose) => {
    const { routes } = await analysisOf(accounts(body))
    expect(routes.map((route) => [route.path, route.purpose])).toEqual([
      ['/api/accounts', purpose],
      ['/api/session', 'login'],
    ])
  })
})

describe('an act of strangers with a password', () => {
  it.each([
    ['/join', "db.insert(given['email'], generate_password_hash(given['password']))", 'register'],
    ['/join', "db.insert(given['name'])", 'other'],
    ['/rooms/{room}/join', "db.insert(given['email'], generate_password_hash(given['password']))", 'other'],
    ['/activate', "db.update(given['code'], generate_password_hash(given['password']))", 'password-reset'],
    ['/activate', "db.update(given['code'])", 'other'],
    ['/recovery', "send_mail(given['email'], 'Choose a new password')", 'password-reset'],
    ['/recovery', "Thread(target=letter, args=(given['email'],)).start()", 'password-reset'],
    ['/account-recovery', "send_mail(given['email'], 'Choose a new password')", 'password-reset'],
    ['/recovery', "db.update(given['name'])", 'other'],
    ['/feedback', "send_mail(given['email'], 'Thank you')", 'other'],
  ])('%s that does %s', async (path, body, purpose) => {
    const { routes } = await analysisOf({
      'app.py': `from threading import Thread\nfrom fastapi import FastAPI\nfrom werkzeug.security import generate_password_hash\napp = FastAPI()\ndef letter(address):\n    send_mail(address, 'Choose a new password')\n@app.post('${path}')\ndef act(given: dict):\n    ${body}\n`,
    })
    expect(routes.map((route) => route.purpose)).toEqual([purpose])
  })
})

describe('a list that a helper cuts', () => {
  it.each([
    ['rows[:MOST]', true],
    ['rows', false],
  ])('%s', async (rows, isBounded) => {
    const view = `    def list(self, request):\n        found = Job.objects.filter(open=True).order_by('id')\n        return shown(found)\n\ndef shown(rows):\n    return [row.title for row in ${rows}]`
    const { routes } = await analysisOf(drf(view))
    const list = routes.find(({ method, path }) => method === 'GET' && path === '/api/jobs/')
    expect(list?.effects).toEqual([expect.objectContaining({ kind: 'read-many', isBounded })])
  })
})

describe('signals', () => {
  it.each([
    ["for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.close())", 1],
    ["['SIGTERM', 'SIGINT'].forEach((signal) => process.once(signal, () => server.close()))", 1],
    ["require('node:events').once(process, 'SIGTERM').then(() => server.close())", 1],
    ["require('node:events').once(server, 'listening').then(() => server.address())", 0],
    ["process.on('exit', () => server.close())", 0],
    ['for (const event of EVENTS) process.on(event, () => server.close())', 0],
  ])('%s', async (line, count) => {
    const { examined } = await analysisOf({ 'app.js': `const app = require('express')()\nconst server = app.listen(3000)\n${line}\n` })
    expect(examined.filter(({ kind }) => kind === 'graceful-shutdown').reduce((sum, each) => sum + each.count, 0)).toBe(count)
  })
})

it('a limiter that looks at some paths alone limits those', async () => {
  const { routes } = await analysisOf({
    'app.js': `const app = require('express')()
function limitRequests(req, res, next) {
  if (!req.path.startsWith('/api/tickets')) return next()
  if (tooOften(req.ip)) return res.status(429).end()
  next()
}
app.use(limitRequests)
app.get('/api/tickets', (req, res) => res.end())
app.get('/api/articles', (req, res) => res.end())
`,
  })
  expect(routes.map(({ path, rateLimits }) => [path, rateLimits])).toEqual([
    ['/api/articles', []],
    ['/api/tickets', ['limitRequests']],
  ])
})

it.each([
  ["const { limit = '50' } = req.query", 'Number(limit) || 50', false],
  ['const limit = req.query.limit', 'limit', false],
  ['const limit = Math.min(Number(req.query.limit) || 50, 100)', 'limit', true],
  ['const limit = 50', 'limit', true],
])('%s, then LIMIT of %s', async (line, hole, isBounded) => {
  const { routes } = await analysisOf({
    'app.js': `const app = require('express')()
app.get('/orders', (req, res) => {
  ${line}
  res.json(db.prepare(\`SELECT id FROM orders ORDER BY id LIMIT \${${hole}}\`).all())
})
`,
  })
  expect(routes[0]?.effects).toEqual([expect.objectContaining({ kind: 'read-many', isBounded })])
})

describe('what a function of any name does with a password', () => {
  const NODE = (work: string): Record<string, string> => ({
    'app.js': `const express = require('express')
const { randomBytes, scrypt, timingSafeEqual } = require('node:crypto')
const { promisify } = require('node:util')
const derive = promisify(scrypt)
const app = express()
async function answers(given, stored) {
  const [salt, kept] = stored.split(':')
  return timingSafeEqual(await derive(given, salt, 32), Buffer.from(kept, 'hex'))
}
async function kept(given) {
  const salt = randomBytes(16)
  return salt.toString('hex') + (await derive(given, salt, 32)).toString('hex')
}
async function keyOf(given) {
  return derive(given, 'files', 32)
}
app.post('/members', async (req, res) => {
  ${work}
  res.end()
})
app.post('/doors', async (req, res) => {
  ${work}
  res.end()
})
`,
  })
  it.each([
    ['compares it', 'if (!(await answers(req.body.password, row.digest))) return res.sendStatus(401)', ['login', 'other']],
    ['keeps it', 'store(await kept(req.body.password))', ['other', 'register']],
    ['makes a key of it', 'store(await keyOf(req.body.password))', ['other', 'other']],
  ])('%s', async (_name, work, expected) => {
    const { routes } = await analysisOf(NODE(work))
    expect(routes.map(({ purpose }) => purpose)).toEqual(expected)
  })
})
