import { appendFile } from 'node:fs/promises'
import { Hono } from 'hono'

const FILE = '/var/log/shop/feedback.log'

export const feedback = new Hono()

feedback.post('/feedback', async (c) => {
  const { page, text } = await c.req.json<{ page: string; text: string }>()
  const at = new Date().toISOString()
  await appendFile(FILE, `${JSON.stringify({ at, page, text })}\n`)
  return c.body(null, 204)
})
