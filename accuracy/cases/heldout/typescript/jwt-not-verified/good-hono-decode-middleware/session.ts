import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { verify } from 'hono/jwt'

export interface Session {
  Variables: { userId: string }
}

export const session: MiddlewareHandler<Session> = async (c, next) => {
  const token = getCookie(c, 'token')
  if (token === undefined) return c.json({ error: 'unauthenticated' }, 401)
  const payload = await verify(token, process.env.JWT_KEY ?? '', 'HS256')
  c.set('userId', String(payload.sub))
  await next()
}
