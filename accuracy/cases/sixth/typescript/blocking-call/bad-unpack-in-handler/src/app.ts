import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { jwt } from 'hono/jwt'
import { ReportStore } from './reports/store.js'

const store = new ReportStore(process.env.REPORT_DIR ?? '/var/lib/reports')
const app = new Hono()

app.use('*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }))

app.post('/reports', bodyLimit({ maxSize: 2_000_000 }), async (c) => {
  const packed = new Uint8Array(await c.req.arrayBuffer())
  const id = randomUUID()
  const size = await store.save(id, packed)
  return c.json({ id, size }, 201)
})

serve({ fetch: app.fetch, port: 8080 })
