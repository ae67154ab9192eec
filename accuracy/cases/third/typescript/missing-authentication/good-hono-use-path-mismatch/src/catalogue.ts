import { Hono } from 'hono'
import { products } from './store'

export const catalogue = new Hono()

catalogue.get('/', async (c) => c.json({ products: await products.page({ limit: 50 }) }))
