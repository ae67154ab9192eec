import type { Middleware } from 'koa'

export const SKIN = Symbol('skin')

export const skin: Middleware = async (ctx, next) => {
  const wanted = String(ctx.query.skin ?? 'plain')
  ctx.state[SKIN] = wanted
  await next()
}
