import { Hono } from 'hono'
import { signedIn, type Variables } from './auth.js'
import { Shop } from './shop.model.js'

export const shops = new Hono<{ Variables: Variables }>()

shops.post('/shops', signedIn, async (c) => {
  const body = await c.req.json()
  const { name, city } = body
  const shop = await Shop.create({ name, city, verified: false, commission: 12, ownerId: c.get('userId') })
  return c.json({ id: shop.id }, 201)
})
