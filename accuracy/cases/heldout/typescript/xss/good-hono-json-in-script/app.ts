import { Hono } from 'hono'
import { html } from 'hono/html'

interface State {
  readonly tab: string
  readonly page: number
}

export const app = new Hono()

app.get('/app', (c) => {
  const state: State = { tab: c.req.query('tab') ?? 'inbox', page: Number(c.req.query('page') ?? 1) }
  const text = JSON.stringify(state)
  return c.html(html`<div id="root" data-state="${text}"></div><script src="/app.js"></script>`)
})
