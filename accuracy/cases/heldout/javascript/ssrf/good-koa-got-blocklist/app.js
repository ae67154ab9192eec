import got from 'got'
import Koa from 'koa'
import Router from '@koa/router'

const MIRRORS = new Set(['mirror-a.example.net', 'mirror-b.example.net'])
const isAllowed = (host) => MIRRORS.has(host)
const router = new Router()

router.get('/mirror-status', async (ctx) => {
  const target = new URL(ctx.query.mirror)
  if (!isAllowed(target.host)) ctx.throw(422)
  const { statusCode } = await got.head(target, { timeout: { request: 4000 }, followRedirect: false, throwHttpErrors: false })
  ctx.body = { up: statusCode < 500 }
})

export const app = new Koa().use(router.routes())
