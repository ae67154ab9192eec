import { randomUUID } from 'node:crypto'
import express from 'express'
import helmet from 'helmet'
import { db } from './core/database.js'
import { env } from './core/env.js'
import { logger } from './core/logger.js'
import { general } from './http/limits.js'
import { missing, problems } from './http/problems.js'
import { mount } from './http/table.js'
import { claims } from './modules/claims.js'
import { firm } from './modules/firm.js'
import { receipts } from './modules/receipts.js'
import { session } from './modules/session.js'

export const life = { closing: false }
export const app = express()
app.disable('x-powered-by')
app.set('trust proxy', 1)
app.set('query parser', 'simple')

app.get('/health/live', (_req, res) => void res.send('ok'))
app.get('/health/ready', async (_req, res) => {
  const ready = !life.closing && (await db.authenticate().then(() => true, () => false))
  res.status(ready ? 200 : 503).send(ready ? 'ready' : 'not ready')
})

app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }))
app.use((req, res, next) => {
  res.locals.id = randomUUID()
  res.set({ 'X-Request-Id': res.locals.id, 'Cache-Control': 'no-store', Vary: 'Origin' })
  res.on('finish', () => logger.info({ id: res.locals.id, method: req.method, path: req.path, status: res.statusCode }, 'answered'))
  if (req.get('origin') === env.WEB_ORIGIN) {
    res.set({ 'Access-Control-Allow-Origin': env.WEB_ORIGIN, 'Access-Control-Allow-Credentials': 'true' })
    if (req.method === 'OPTIONS') {
      res.set({ 'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE', 'Access-Control-Allow-Headers': 'authorization, content-type' })
      return void res.status(204).end()
    }
  }
  next()
})
app.use(general)
app.use(mount({ '/session': session, '/claims': claims, '/claims/:id/receipts': receipts, '/firm': firm }))
app.use(() => {
  throw missing()
})
app.use(problems)
