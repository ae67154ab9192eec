import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { html, raw } from 'hono/html'

const app = new Hono()

const shapes = {
  rich: (text: string) => raw(text),
  plain: (text: string) => text,
}

app.post('/receipts', async (c) => {
  const form = await c.req.formData()
  const name = String(form.get('name') ?? 'customer')
  const amount = Number(form.get('amount') ?? 0)

  const shape: keyof typeof shapes = 'plain'
  const page = html`<!doctype html>
    <h1>Receipt</h1>
    <p>${shapes[shape](name)} paid ${amount.toFixed(2)}</p>`

  return c.html(page)
})

serve({ fetch: app.fetch, port: 3000 })
