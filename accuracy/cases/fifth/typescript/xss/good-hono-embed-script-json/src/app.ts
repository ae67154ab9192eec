import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { serveStatic } from '@hono/node-server/serve-static'
import { serve } from '@hono/node-server'
import { widget } from './widget'

const app = new Hono()
app.use(secureHeaders({ xFrameOptions: false }))
app.route('/widget', widget)
app.get('/widget.js', serveStatic({ path: './public/widget.js' }))
app.onError((error, c) => {
  console.error(error)
  return c.text('internal error', 500)
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })
