import { Hono } from 'hono'
import { charge } from './billing.js'

export const app = new Hono()

app.post('/charges', async (c) => c.json({ charged: await charge(Number((await c.req.json()).amount)) }))
