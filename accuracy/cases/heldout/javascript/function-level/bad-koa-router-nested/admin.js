import Router from '@koa/router'
import { removeTenant } from './tenants.js'

const requireOwner = async (ctx, next) => {
  ctx.assert(ctx.state.user.role === 'owner', 403)
  await next()
}

export const admin = new Router({ prefix: '/admin' })

admin.get('/self', requireOwner, (ctx) => {
  ctx.body = { role: ctx.state.user.role }
})

admin.delete('/tenants/:id', async (ctx) => {
  await removeTenant(Number(ctx.params.id))
  ctx.status = 204
})
