import { Hono } from 'hono'
import { scriptData } from './script-data'

export const widget = new Hono()

const page = (data: string) => `<!doctype html>
<div id="widget"></div>
<script>window.SETTINGS = ${data}</script>
<script src="/widget.js"></script>`

widget.get('/', (c) => {
  const settings = {
    theme: c.req.query('theme') ?? 'light',
    city: c.req.query('city') ?? 'Oslo',
    days: Number(c.req.query('days')) || 3,
  }
  return c.html(page(scriptData(settings)))
})
