import Router from '@koa/router'
import { guard } from './guard.js'
import { machines } from './machines.js'

export const router = new Router()

router.post('/machines/:id/stop', guard, async (ctx) => {
  await machines.stop(Number(ctx.params.id))
  ctx.body = { state: 'stopping' }
})
