import { createMiddleware } from 'hono/factory'

export const requireRole = (role: string) =>
  createMiddleware(async (c, next) => {
    const user = c.get('user') as { roles: string[] } | undefined
    if (!user?.roles.includes(role)) return c.text('Forbidden', 403)
    await next()
  })
