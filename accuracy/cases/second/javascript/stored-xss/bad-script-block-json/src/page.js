import { Hono } from 'hono'
import { inline } from './state.js'
import { todos } from './store.js'

export const page = new Hono()

page.get('/lists/:id', async (c) => {
  const items = await todos.ofList(c.req.param('id'), 100)
  return c.html(`<!doctype html><div id="app"></div><script>window.STATE = ${inline({ items })}</script><script src="/app.js"></script>`)
})
