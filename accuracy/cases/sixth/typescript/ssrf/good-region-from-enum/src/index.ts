import { serve } from '@hono/node-server'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { LedgerClient } from './ledger/client.js'
import { statementQuery } from './ledger/schema.js'

const ledger = new LedgerClient('ledger.example.net', process.env.LEDGER_TOKEN!)
const app = new Hono()

app.use('*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }))

app.get('/statements', zValidator('query', statementQuery), async (c) => {
  const accountId = String(c.get('jwtPayload').acc)
  const statement = await ledger.statement({ ...c.req.valid('query'), accountId })
  return c.json(statement)
})

serve({ fetch: app.fetch, port: 8080 })
