import Koa from 'koa'
import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import { SESSION } from './cookies.js'
import { openSession } from './sessions.js'

const router = new Router()

router.post('/session', async (ctx) => {
  const id = await openSession(ctx.request.body)
  ctx.cookies.set('session', id, SESSION)
  ctx.status = 204
})

export const app = new Koa().use(bodyParser()).use(router.routes())
