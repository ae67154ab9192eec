import type { Middleware } from 'koa'

export const errors: Middleware = async (ctx, next) => {
  try {
    await next()
  } catch (caught) {
    const error = caught as Error & { status?: number; expose?: boolean }
    ctx.status = error.status ?? 500
    ctx.body = { error: error.message, stack: error.stack?.split('\n') }
    ctx.app.emit('error', error, ctx)
  }
}
