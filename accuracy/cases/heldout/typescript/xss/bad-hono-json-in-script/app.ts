import { Hono } from 'hono'
import { html, raw } from 'hono/html'

interface State {
  readonly tab: string
  readonly page: number
}

export const app = new Hono()

app.get('/app', (c) => {
  const state: State = { tab: c.req.query('tab') ?? 'inbox', page: Number(c.req.query('page') ?? 1) }
  const text = JSON.stringify(state)
  return c.html(html`<div id="root"></div><script>window.state = ${raw(text)}</script>`)
})
