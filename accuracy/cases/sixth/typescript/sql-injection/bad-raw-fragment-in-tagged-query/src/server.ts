import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { catalogue } from './catalogue/routes'

const app = new Hono().basePath('/api')
app.route('/catalogue', catalogue)

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })
