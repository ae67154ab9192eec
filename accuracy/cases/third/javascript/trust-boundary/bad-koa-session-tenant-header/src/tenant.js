import Router from '@koa/router'

export const tenant = new Router({ prefix: '/tenant' })

tenant.post('/switch', async (ctx) => {
  ctx.assert(ctx.session.userId, 401)
  const wanted = ctx.get('x-tenant-id')
  ctx.session.tenantId = wanted
  ctx.status = 204
})
