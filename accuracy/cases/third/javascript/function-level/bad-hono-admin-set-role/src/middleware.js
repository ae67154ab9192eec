import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { getSignedCookie } from 'hono/cookie'
import { sessions } from './store.js'

export const requireUser = createMiddleware(async (c, next) => {
  const sid = await getSignedCookie(c, process.env.COOKIE_KEY, 'sid')
  const user = sid && (await sessions.userOf(sid))
  if (!user) throw new HTTPException(401)
  c.set('user', user)
  await next()
})

export const requireRole = (...roles) =>
  createMiddleware(async (c, next) => {
    if (!roles.includes(c.get('user').role)) throw new HTTPException(403)
    await next()
  })
