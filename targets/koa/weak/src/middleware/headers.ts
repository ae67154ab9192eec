import type { Context, Next } from 'koa'

export async function cors(ctx: Context, next: Next): Promise<void> {
  const origin = ctx.get('origin')
  if (origin) {
    ctx.set('Access-Control-Allow-Origin', origin)
    ctx.set('Access-Control-Allow-Credentials', 'true')
    ctx.set('Access-Control-Allow-Headers', ctx.get('access-control-request-headers') || 'authorization,content-type')
    ctx.set('Access-Control-Allow-Methods', 'GET,POST,PUT,PATCH,DELETE')
  }
  if (ctx.method === 'OPTIONS') {
    ctx.status = 204
    return
  }
  await next()
}

export async function caching(ctx: Context, next: Next): Promise<void> {
  ctx.set('X-Powered-By', 'Koa 3.3.0 support-desk/0.3.1')
  await next()
  if (ctx.method === 'GET' && ctx.path.startsWith('/api/')) ctx.set('Cache-Control', 'public, max-age=120')
}
