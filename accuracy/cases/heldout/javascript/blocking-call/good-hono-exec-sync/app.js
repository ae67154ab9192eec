import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Hono } from 'hono'

const run = promisify(execFile)
export const app = new Hono()

app.get('/load', async (c) => {
  const { stdout: text } = await run('uptime', [], { encoding: 'utf8', timeout: 2000 })
  return c.json({ load: text.split('load average:')[1]?.trim() })
})
