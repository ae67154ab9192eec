import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
const ORIGIN = 'https://portal.example.com'

function placeOf(wanted: string | undefined): string {
  if (wanted === undefined || !URL.canParse(wanted, ORIGIN)) return '/start'
  const url = new URL(wanted, ORIGIN)
  return url.origin === ORIGIN ? `${ORIGIN}${url.pathname}${url.search}` : '/start'
}

app.post('/confirm', async (c) => {
  const form = await c.req.parseBody()
  const wanted = typeof form.back === 'string' ? form.back : undefined
  const place = placeOf(wanted)

  return c.redirect(place, 303)
})

app.get('/start', (c) => c.text('ready'))

serve({ fetch: app.fetch, port: 3000 })
