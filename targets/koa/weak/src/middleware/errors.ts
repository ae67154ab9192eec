import type { Context, Next } from 'koa'

export async function errors(ctx: Context, next: Next): Promise<void> {
  try {
    await next()
    if (ctx.status === 404 && !ctx.body) {
      ctx.status = 404
      ctx.body = { error: `No route for ${ctx.method} ${ctx.path}` }
    }
  } catch (error: any) {
    ctx.status = error.status || 500
    ctx.body = { error: error.message, stack: error.stack }
    if (ctx.status === 500) console.error(error)
  }
}

export async function requestLog(ctx: Context, next: Next): Promise<void> {
  const started = Date.now()
  await next()
  console.log(`${ctx.method} ${ctx.url} ${ctx.status} ${Date.now() - started}ms ${JSON.stringify((ctx.request as any).body ?? {})}`)
}
