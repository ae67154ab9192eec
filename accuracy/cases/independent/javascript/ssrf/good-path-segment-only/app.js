import { request as call } from 'undici'
import { Hono } from 'hono'

const app = new Hono()

async function load(tenant) {
  const address = 'http://tenants.internal/profiles/' + encodeURIComponent(tenant)
  const { body } = await call(address, { headersTimeout: 3000, bodyTimeout: 3000 })
  return body.json()
}

app.get('/tenants/:tenant', async (c) => c.json(await load(c.req.param('tenant'))))

export default app
