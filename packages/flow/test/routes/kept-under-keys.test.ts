import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const AIOHTTP = (key: string, limit: string): Record<string, string> => ({
  'app.py': `import asyncio
import hashlib
from aiohttp import web
from argon2 import PasswordHasher
CALLER = ${key}
hasher = PasswordHasher()
def counted(limit):
    seen = {}
    @web.middleware
    async def count(request, handler):
        seen[request.remote] = seen.get(request.remote, 0) + 1
        if seen[request.remote] > limit:
            ${limit}
        return await handler(request)
    return count
@web.middleware
async def identified(request, handler):
    if request.path == '/begin':
        return await handler(request)
    token = request.headers.get('Authorization', '')
    row = await db.fetchrow('SELECT id, station FROM crew WHERE digest = $1', hashlib.sha256(token.encode()).hexdigest())
    if row is None:
        raise web.HTTPUnauthorized
    request[CALLER] = row
    return await handler(request)
def matches(kept, given):
    return hasher.verify(kept, given)
async def begin(request):
    data = await request.json()
    row = await db.fetchrow('SELECT id, kept FROM crew WHERE badge = $1', data['badge'])
    if not await asyncio.to_thread(matches, row['kept'], data['password']):
        raise web.HTTPUnauthorized
    return web.json_response({})
async def shown(request):
    return web.json_response(await db.fetchrow('SELECT * FROM calls WHERE id = $1 AND station = $2', request.match_info['call'], request[CALLER]['station']))
app = web.Application(middlewares=[counted(60), identified])
app.router.add_post('/begin', begin)
app.router.add_get('/calls/{call}', shown)
`,
})

it.each<[string, string, string, readonly [boolean, boolean]]>([
  ['a key that is an object', "web.RequestKey('crew', object)", 'raise web.HTTPTooManyRequests', [true, true]],
  ['a key that is a text', "'crew'", 'raise web.HTTPTooManyRequests', [true, true]],
  ['a count that is only noted', "'crew'", "print('many')", [true, false]],
])('reads who calls and how often behind middlewares of aiohttp: %s', async (_name, key, limit, [byOwner, isLimited]) => {
  const { routes } = await analysisOf(AIOHTTP(key, limit))
  const shown = routes.find(({ method }) => method === 'GET')
  expect(shown?.effects.map((effect) => effect.byOwner)).toEqual([byOwner])
  expect((shown?.rateLimits.length ?? 0) > 0).toBe(isLimited)
  expect(routes.find(({ method }) => method === 'POST')?.purpose).toBe('login')
})

it.each([
  ['rest_framework_simplejwt.views', 'TokenRefreshView', 1],
  ['rest_framework.authtoken.views', 'ObtainAuthToken', 0],
])('knows which views of packages keep the throttles of all: %s', async (module, view, limits) => {
  const { routes } = await analysisOf({
    'site/settings.py': `ROOT_URLCONF = 'site.urls'\nINSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'], 'DEFAULT_THROTTLE_RATES': {'anon': '60/min'}}\n`,
    'site/urls.py': `from django.urls import path\nfrom ${module} import ${view}\nurlpatterns = [path('auth/token', ${view}.as_view())]\n`,
  })
  expect(routes.map(({ rateLimits }) => rateLimits.length)).toEqual([limits])
})
