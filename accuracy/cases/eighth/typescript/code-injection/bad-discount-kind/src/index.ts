import { serve } from '@hono/node-server'
import { Hono } from 'hono'

type Discount = (total: number) => number
type Kind = 'written' | 'named'

const app = new Hono()
const kind = 'written' as Kind

const table = new Map<string, Discount>([
  ['none', (total) => total],
  ['summer', (total) => total * 0.9],
])

function discountOf(text: string): Discount {
  if (kind === 'written') {
    return new Function('total', `return ${text}`) as Discount
  }
  return table.get(text) ?? ((total) => total)
}

app.post('/discounts', async (c) => {
  const body = await c.req.json<{ discount: string; total: number }>()
  const discount = discountOf(body.discount)
  return c.json({ total: Number(discount(Number(body.total))) })
})

serve({ fetch: app.fetch, port: 3000 })
