import crypto from 'node:crypto'
import express from 'express'
import helmet from 'helmet'
import { one, sql } from './db.js'
import { everyRequest } from './limits.js'
import { log } from './log.js'
import { admin } from './routes/admin.js'
import { auth } from './routes/auth.js'
import { orderPages } from './routes/orders.js'
import { photoPages } from './routes/photos.js'
import { treePages } from './routes/trees.js'
import { sessions, whoami } from './session.js'

export const state = { leaving: false }
export const app = express()
app.set('view engine', 'ejs')
app.set('trust proxy', 1)
app.set('query parser', 'simple')
app.disable('x-powered-by')

app.get('/healthz', (_req, res) => res.send('ok'))
app.get('/readyz', async (_req, res) => {
  const ready = !state.leaving && (await one(sql`SELECT 1 AS up`).catch(() => null))
  res.status(ready ? 200 : 503).send(ready ? 'ready' : 'not ready')
})

app.use(
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] } },
    referrerPolicy: { policy: 'same-origin' },
  }),
)
app.use((req, res, next) => {
  req.id = crypto.randomUUID()
  res.set('X-Request-Id', req.id)
  res.set('Cache-Control', 'no-store')
  res.on('finish', () => log.info({ id: req.id, method: req.method, path: req.path, status: res.statusCode }, 'answered'))
  next()
})
app.use(everyRequest, sessions, whoami)
for (const part of [auth, treePages, orderPages, photoPages, admin]) app.use(part.router)

app.use((_req, res) => res.status(404).render('problem', { message: 'Not found' }))
app.use((err, req, res, next) => {
  if (res.headersSent) return next(err)
  const status = err.code?.startsWith?.('LIMIT_') ? 413 : Number.isInteger(err.status) ? err.status : 500
  if (status >= 500) log.error({ id: req.id, err }, 'failed')
  const message = err.field ? `${err.field} ${err.message}` : err.shown ? err.message : status < 500 ? 'Bad request' : 'Something went wrong'
  res.status(status).render('problem', { message })
})
