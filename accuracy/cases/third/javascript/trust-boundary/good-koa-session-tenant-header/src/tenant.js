import Router from '@koa/router'
import { tenants } from './store.js'

export const tenant = new Router({ prefix: '/tenant' })

tenant.post('/switch', async (ctx) => {
  ctx.assert(ctx.session.userId, 401)
  const wanted = ctx.get('x-tenant-id')
  const own = await tenants.ofUser(ctx.session.userId)
  const chosen = own.find(({ id }) => id === wanted)
  ctx.assert(chosen, 403)
  ctx.session.tenantId = chosen.id
  ctx.status = 204
})
