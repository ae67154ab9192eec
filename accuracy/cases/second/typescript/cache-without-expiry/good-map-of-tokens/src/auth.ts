import { createMiddleware } from 'hono/factory'
import { identify } from './introspect.js'

export const signedIn = createMiddleware(async (c, next) => {
  const [scheme, token] = (c.req.header('authorization') ?? '').split(' ')
  const identity = scheme === 'Bearer' && token ? await identify(token) : undefined
  if (!identity) return c.json({ error: 'sign in first' }, 401)
  c.set('identity', identity)
  await next()
})
