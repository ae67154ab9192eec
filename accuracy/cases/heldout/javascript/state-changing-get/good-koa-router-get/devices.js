import Router from '@koa/router'
import { authenticate } from './authenticate.js'
import { devicesOf, removeDevice } from './store.js'

export const devices = new Router({ prefix: '/devices' })

devices.get('/', authenticate, async (ctx) => {
  ctx.body = await devicesOf(ctx.state.user.id, { limit: 50 })
})

devices.delete('/:id', authenticate, async (ctx) => {
  await removeDevice(ctx.state.user.id, Number(ctx.params.id))
  ctx.status = 204
})
