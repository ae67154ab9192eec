import type { Context, Next } from 'koa'
import { config } from '../config.ts'

const hits = new Map<string, { count: number; until: number }>()

export async function limits(ctx: Context, next: Next): Promise<void> {
  if (!ctx.path.startsWith('/api/tickets')) return next()
  const now = Date.now()
  const entry = hits.get(ctx.ip)
  if (!entry || entry.until < now) hits.set(ctx.ip, { count: 1, until: now + 60000 })
  else if (++entry.count > config.requestsPerMinute) {
    ctx.status = 429
    ctx.body = { error: 'Too many requests' }
    return
  }
  await next()
}
