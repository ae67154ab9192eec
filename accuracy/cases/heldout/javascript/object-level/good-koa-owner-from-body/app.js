import Koa from 'koa'
import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import { authenticate } from './authenticate.js'
import { findFile, shareFile } from './files.js'

const router = new Router()

router.post('/files/:id/share', authenticate, async (ctx) => {
  const { ownerId, email } = ctx.request.body
  const file = await findFile(Number(ctx.params.id))
  if (!file || file.ownerId !== ctx.state.user.id) ctx.throw(404)
  await shareFile(file.id, String(email))
  ctx.body = { shared: file.id, requestedFor: ownerId }
})

export const app = new Koa().use(bodyParser()).use(router.routes())
