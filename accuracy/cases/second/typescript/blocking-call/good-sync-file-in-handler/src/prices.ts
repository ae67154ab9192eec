import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const FILE = new URL('../data/prices.json', import.meta.url)
const PRICES: Record<string, number> = JSON.parse(readFileSync(FILE, 'utf8'))

export const prices = new Hono()

prices.get('/prices/:sku', (c) => {
  const cents = PRICES[c.req.param('sku')]
  return cents === undefined ? c.json({ error: 'no such article' }, 404) : c.json({ cents })
})
