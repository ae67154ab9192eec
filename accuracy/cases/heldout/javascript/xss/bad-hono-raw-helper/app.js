import { Hono } from 'hono'
import { html, raw } from 'hono/html'

export const app = new Hono()
const panel = (note) => html`<aside>${raw(note)}</aside>`

app.get('/panel', (c) => c.html(panel(c.req.query('note') ?? '')))
