import { Hono } from 'hono'
import { jwt } from 'hono/jwt'

export const app = new Hono()

app.use('/api/*', jwt({ secret: 'orchard-Pebble-5120-finch', alg: 'HS256' }))

app.get('/api/me', (c) => c.json({ id: c.get('jwtPayload').sub }))
