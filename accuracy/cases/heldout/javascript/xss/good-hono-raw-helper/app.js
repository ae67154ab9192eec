import { Hono } from 'hono'
import { html } from 'hono/html'

export const app = new Hono()
const panel = (note) => html`<aside>${note}</aside>`

app.get('/panel', (c) => c.html(panel(c.req.query('note') ?? '')))
