import { serve } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { csrf } from 'hono/csrf'
import { getSignedCookie } from 'hono/cookie'
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL ?? '')
const app = new Hono()
app.use(csrf())

const METHODS = ['GET', 'POST'] as const

async function empty(c: Context) {
  const basket = await getSignedCookie(c, process.env.COOKIE_SECRET ?? '', 'basket')
  if (!basket) return c.json({ error: 'no basket' }, 401)

  await sql`DELETE FROM basket_items WHERE basket = ${basket}`
  return c.json({ items: [] })
}

app.get('/basket', (c) => c.text('basket'))
app.on(METHODS[0], '/basket/empty', empty)

serve({ fetch: app.fetch, port: 3000 })
