import vm from 'node:vm'
import { Hono } from 'hono'

const app = new Hono()

app.post('/settings/parse', async (c) => {
  const text = await c.req.text()
  const value = vm.runInNewContext(`(${text})`, {}, { timeout: 50 })
  return c.json({ keys: Object.keys(value) })
})

export default app
