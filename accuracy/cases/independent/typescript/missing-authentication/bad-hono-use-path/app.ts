import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { removeTenant, tenantNames } from './tenants.js'

const app = new Hono()

app.use('/api/tenants/*', jwt({ secret: process.env.JWT_KEY ?? '', alg: 'HS256' }))
app.get('/api/tenants/names', async (c) => c.json(await tenantNames()))

app.delete('/internal/tenants/:id', async (c) => {
  await removeTenant(c.req.param('id'))
  return c.body(null, 204)
})

export default app
