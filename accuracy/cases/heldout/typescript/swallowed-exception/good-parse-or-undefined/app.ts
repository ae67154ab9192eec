import { Hono } from 'hono'
import { store } from './store.js'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const app = new Hono()

app.put('/documents/:id', async (c) => {
  const document = parse(await c.req.text())
  if (document === undefined) return c.json({ error: 'no JSON' }, 422)
  try {
    await store(c.req.param('id'), document)
  } catch (error) {
    console.error('document was not stored', error)
    throw error
  }
  return c.body(null, 204)
})
