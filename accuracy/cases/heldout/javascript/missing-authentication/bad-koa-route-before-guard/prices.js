import Router from '@koa/router'
import { requireStaff } from './guard.js'
import { setPrice, setStock } from './store.js'

export const router = new Router({ prefix: '/articles' })

router.put('/:id/price', async (ctx) => {
  await setPrice(Number(ctx.params.id), Number(ctx.request.body.price))
  ctx.status = 204
})

router.use(requireStaff)

router.put('/:id/stock', async (ctx) => {
  await setStock(Number(ctx.params.id), Number(ctx.request.body.stock))
  ctx.status = 204
})
