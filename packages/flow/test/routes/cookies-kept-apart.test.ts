import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const hono = (options: string, work = ''): Record<string, string> => ({
  'app.ts': `import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { verify } from 'hono/jwt'
const app = new Hono()
const cookie = ${options}
const fromOurPages = (c) => {
  if (c.req.header('origin') !== 'https://shop.example') throw new HTTPException(403)
}
app.use(async (c, next) => {
  const claims = await verify(c.req.header('authorization'), KEY)
  if (!claims) return c.json({}, 401)
  await next()
})
app.post('/session/refresh', async (c) => {
  ${work}
  setCookie(c, 'refresh', make(), { ...cookie, maxAge: 60 })
  return c.json({})
})
export default app
`,
})

it.each([
  ['strict, below a path of its own', "{ sameSite: 'Strict', path: '/session', httpOnly: true }", 'not-applicable'],
  ['strict, for every path', "{ sameSite: 'Strict', path: '/', httpOnly: true }", 'same-site'],
  ['lax, below a path of its own', "{ sameSite: 'Lax', path: '/session', httpOnly: true }", 'same-site'],
  ['none, below a path of its own', "{ sameSite: 'None', path: '/session', httpOnly: true }", 'none'],
  ['that says nothing of other sites', '{ httpOnly: true }', 'none'],
])('asks for a token against forgery where browsers send a cookie on their own: %s', async (_name, options, csrf) => {
  const { routes } = await analysisOf(hono(options))
  expect(routes.map((route) => route.csrf)).toEqual([csrf])
})

it('takes the page that a request comes from for no role', async () => {
  const { routes } = await analysisOf(hono("{ sameSite: 'Strict', path: '/session' }", 'fromOurPages(c)'))
  expect(routes[0]?.guards.map(({ kind }) => kind)).toEqual(['authentication'])
})

it.each([
  ["{ httpOnly: true, sameSite: 'lax' }", 'same-site'],
  ["{ httpOnly: true, sameSite: 'none' }", 'none'],
  ['{ httpOnly: true }', 'none'],
])('a session of Express whose cookie is %s', async (cookie, csrf) => {
  const { routes } = await analysisOf({
    'app.js': `const express = require('express')
const session = require('express-session')
const app = express()
app.use(session({ secret: process.env.KEY, cookie: ${cookie} }))
app.post('/orders', (req, res) => res.json({}))
`,
  })
  expect(routes.map((route) => route.csrf)).toEqual([csrf])
})

const drf = (permission: string): Record<string, string> => ({
  'manage.py': '',
  'shop/__init__.py': '',
  'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\n",
  'shop/urls.py': "from django.urls import path\nfrom .views import Readings\nurlpatterns = [path('readings', Readings.as_view())]\n",
  'shop/views.py': `from django.contrib.auth.models import User
from rest_framework.permissions import BasePermission
from rest_framework.views import APIView
class SensorPrincipal:
    is_authenticated = True
class IsSensor(BasePermission):
    def has_permission(self, request, view):
        return ${permission}
class Readings(APIView):
    permission_classes = [IsSensor]
    def post(self, request):
        return None
`,
})

it.each([
  ['callers of another kind', 'isinstance(request.user, SensorPrincipal)', false],
  ['whoever is signed in', 'bool(request.user and request.user.is_authenticated)', true],
])('tells what a permission refuses: %s', async (_name, permission, isIdle) => {
  const { routes } = await analysisOf(drf(permission))
  expect(routes[0]?.guards.some(({ kind, proof }) => kind === 'role' && proof === 'never-refuses')).toBe(isIdle)
})

it.each([
  ['the last searches', `setCookie(c, 'recent', [id, ...names].join('|'), { path: '/', sameSite: 'Lax' })`, 'not-applicable'],
  ['a token under a name of the house', `setCookie(c, 'corner', await newToken(id), { path: '/', sameSite: 'Lax' })`, 'same-site'],
])('asks by what a cookie holds: %s', async (_name, work, csrf) => {
  const kept = "{ sameSite: 'Strict', path: '/session', httpOnly: true }"
  const { routes } = await analysisOf(hono(kept, work))
  expect(routes.map((route) => route.csrf)).toEqual([csrf])
})
