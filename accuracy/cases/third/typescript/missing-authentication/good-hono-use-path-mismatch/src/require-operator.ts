import { timingSafeEqual } from 'node:crypto'
import { createMiddleware } from 'hono/factory'

const expected = Buffer.from(`Bearer ${process.env.OPERATOR_TOKEN}`)

export const requireOperator = createMiddleware(async (c, next) => {
  const given = Buffer.from(c.req.header('authorization') ?? '')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return c.json({ message: 'Unauthorized' }, 401)
  await next()
})
