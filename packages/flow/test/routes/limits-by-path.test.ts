import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const KOA = (test: string): Record<string, string> => ({
  'app.ts': `import Koa from 'koa'
import Router from '@koa/router'
const hits = new Map()
async function limits(ctx, next) {
  ${test}
  const count = (hits.get(ctx.ip) ?? 0) + 1
  hits.set(ctx.ip, count)
  if (count > 60) {
    ctx.status = 429
    ctx.body = { error: 'wait' }
    return
  }
  await next()
}
const router = new Router()
router.post('/auth/login', async (ctx) => {
  ctx.body = {}
})
const app = new Koa()
app.use(limits)
app.use(router.routes())
`,
})
const AIOHTTP = (test: string): Record<string, string> => ({
  'app.py': `from aiohttp import web
hits = {}
@web.middleware
async def rate_limit(request, handler):
    ${test}
    count = hits.get(request.remote, 0) + 1
    hits[request.remote] = count
    if count > 60:
        raise web.HTTPTooManyRequests()
    return await handler(request)
async def login(request):
    return web.json_response({})
app = web.Application(middlewares=[rate_limit])
app.router.add_post('/auth/login', login)
`,
})

it.each([
  ['all paths, in Koa', KOA(''), 1],
  ['another part, in Koa', KOA(`if (!ctx.path.startsWith('/tickets')) return next()`), 0],
  ['this part, in Koa', KOA(`if (!ctx.path.startsWith('/auth')) return next()`), 1],
  ['all but the health of the service, in Koa', KOA(`if (ctx.path.startsWith('/health')) return next()`), 1],
  ['all paths, in aiohttp', AIOHTTP('pass'), 1],
  ['another part, in aiohttp', AIOHTTP(`if not request.path.startswith('/tickets'):\n        return await handler(request)`), 0],
  ['this part, in aiohttp', AIOHTTP(`if not request.path.startswith('/auth'):\n        return await handler(request)`), 1],
])('a limiter that counts %s', async (_, files, count) => {
  const { routes } = await analysisOf(files)
  expect(routes.map(({ rateLimits }) => rateLimits.length)).toEqual([count])
})
