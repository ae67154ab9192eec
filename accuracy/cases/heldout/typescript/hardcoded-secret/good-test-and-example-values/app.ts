import { Hono } from 'hono'
import { EXAMPLE_ENV, LABELS } from './labels.js'

export const app = new Hono()

app.get('/labels', (c) => c.json(LABELS))
app.get('/example.env', (c) => c.text(EXAMPLE_ENV))
