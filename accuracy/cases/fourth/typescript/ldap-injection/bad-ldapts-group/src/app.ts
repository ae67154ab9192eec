import Koa from 'koa'
import Router from '@koa/router'
import { groupsOf } from './directory.js'

const router = new Router()

router.get('/groups', async (ctx) => {
  const name = String(ctx.query.member ?? '')
  ctx.body = { groups: await groupsOf(name) }
})

export const app = new Koa()
app.use(router.routes())
