import Koa from 'koa'
import Router from '@koa/router'
import { list } from './products.js'

const router = new Router()

router.get('/products', async (ctx) => {
  ctx.body = await list(Number.parseInt(ctx.query.limit, 10))
})

export const app = new Koa().use(router.routes())
