import { execFileSync } from 'node:child_process'
import { Hono } from 'hono'

export const app = new Hono()

app.get('/load', async (c) => {
  const text = execFileSync('uptime', [], { encoding: 'utf8', timeout: 2000 })
  return c.json({ load: text.split('load average:')[1]?.trim() })
})
