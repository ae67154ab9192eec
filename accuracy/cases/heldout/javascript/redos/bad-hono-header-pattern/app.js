import { Hono } from 'hono'
import { languages } from './accept.js'

export const app = new Hono()

app.get('/languages', (c) => c.json({ wanted: languages(c.req.header('x-languages') ?? '') }))
