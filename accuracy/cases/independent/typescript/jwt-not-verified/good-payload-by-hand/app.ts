import { Hono } from 'hono'
import { createRemoteJWKSet, jwtVerify } from 'jose'

const keys = createRemoteJWKSet(new URL('https://login.example.com/.well-known/jwks.json'))
const app = new Hono<{ Variables: { subject: string } }>()

app.use('*', async (c, next) => {
  const token = c.req.header('authorization')?.slice(7) ?? ''
  try {
    const { payload } = await jwtVerify(token, keys, { algorithms: ['RS256'], audience: 'api', issuer: 'https://login.example.com' })
    c.set('subject', String(payload.sub))
  } catch {
    return c.json({ error: 'unauthorized' }, 401)
  }
  await next()
})

app.get('/me', (c) => c.json({ subject: c.get('subject') }))

export default app
