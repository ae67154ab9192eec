import { Hono } from 'hono'
import { jwt } from 'hono/jwt'

export const app = new Hono()

app.use('/api/*', (c, next) => jwt({ secret: c.env.JWT_SECRET, alg: 'HS256' })(c, next))

app.get('/api/me', (c) => c.json({ id: c.get('jwtPayload').sub }))
