import { Hono } from 'hono'
import { decodeJwt } from 'jose'

const app = new Hono<{ Variables: { subject: string } }>()

app.use('*', async (c, next) => {
  const token = c.req.header('authorization')?.slice(7) ?? ''
  try {
    const claims = decodeJwt(token)
    c.set('subject', String(claims.sub))
  } catch {
    return c.json({ error: 'unauthorized' }, 401)
  }
  await next()
})

app.get('/me', (c) => c.json({ subject: c.get('subject') }))

export default app
