import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { stream } from 'hono/streaming'
import { meterLines } from './export.js'

const app = new Hono()
app.use('*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }))

app.get('/meters.csv', (c) => {
  const accountId = String(c.get('jwtPayload').acc)
  c.header('content-type', 'text/csv')
  return stream(c, async (out) => {
    for await (const line of meterLines(accountId)) await out.write(line)
  })
})

serve({ fetch: app.fetch, port: 3000 })
