import got from 'got'
import Koa from 'koa'
import Router from '@koa/router'

const REFUSED = new Set(['localhost', '127.0.0.1'])
const isAllowed = (host) => !REFUSED.has(host)
const router = new Router()

router.get('/mirror-status', async (ctx) => {
  const target = new URL(ctx.query.mirror)
  if (!isAllowed(target.host)) ctx.throw(422)
  const { statusCode } = await got.head(target, { timeout: { request: 4000 }, followRedirect: false, throwHttpErrors: false })
  ctx.body = { up: statusCode < 500 }
})

export const app = new Koa().use(router.routes())
