import { Hono } from 'hono'
import { enter } from './context.js'
import { texts } from './texts.js'

export const app = new Hono()

app.get('/texts', async (c) => {
  const found = await enter(c.req.header('accept-language') ?? 'en', texts)
  return c.json(found)
})
