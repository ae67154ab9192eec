import Router from '@koa/router'
import Koa from 'koa'
import jwt from 'koa-jwt'
import { Bucket } from './assets/bucket.js'
import { parseKey } from './assets/key.js'

const bucket = new Bucket(process.env.ASSET_DIR ?? '/srv/assets')
const router = new Router({ prefix: '/assets' })

router.get('/:key', async (ctx) => {
  const found = await bucket.open(parseKey(ctx.params.key))
  if (!found) ctx.throw(404)
  ctx.type = 'application/octet-stream'
  ctx.set('Cache-Control', 'private, max-age=300')
  ctx.length = found.size
  ctx.body = found.stream
})

export const app = new Koa()
app.use(jwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }))
app.use(router.routes()).use(router.allowedMethods())
