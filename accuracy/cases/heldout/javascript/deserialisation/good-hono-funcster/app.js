import { Hono } from 'hono'
import { read, write } from './state.js'

export const app = new Hono()

app.post('/state', async (c) => {
  const state = read(await c.req.text())
  return c.text(write({ step: Number(state.step) + 1 }))
})
