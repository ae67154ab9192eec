import { Hono } from 'hono'
import { memo } from './memo.js'
import { lookUp } from './lookup.js'

const cached = memo(lookUp)
export const app = new Hono()

app.get('/lookup', async (c) => c.json(await cached(c.req.query('word') ?? '')))
