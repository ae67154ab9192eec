import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { decode } from 'hono/jwt'

export interface Session {
  Variables: { userId: string }
}

export const session: MiddlewareHandler<Session> = async (c, next) => {
  const token = getCookie(c, 'token')
  if (token === undefined) return c.json({ error: 'unauthenticated' }, 401)
  const { payload } = decode(token)
  c.set('userId', String(payload.sub))
  await next()
}
