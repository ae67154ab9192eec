import { Hono, type MiddlewareHandler } from 'hono'
import { jwt } from 'hono/jwt'
import { grantCredit } from './credit.js'

interface Env {
  Variables: { jwtPayload: { sub: string; role: string } }
}

export const requireAdmin: MiddlewareHandler<Env> = async (c, next) => {
  if (c.get('jwtPayload').role !== 'admin') return c.json({ error: 'forbidden' }, 403)
  await next()
}

export const admin = new Hono<Env>()
admin.use('*', jwt({ secret: process.env.JWT_KEY ?? '', alg: 'HS256' }))
admin.use('*', requireAdmin)

admin.post('/users/:id/credit', async (c) => {
  const { amount } = await c.req.json<{ amount: number }>()
  await grantCredit(c.req.param('id'), Number(amount))
  return c.body(null, 204)
})
