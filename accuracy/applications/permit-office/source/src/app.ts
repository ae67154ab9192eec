import cors from 'cors'
import express from 'express'
import helmet from 'helmet'
import { attachmentRoutes } from './attachments/routes'
import { authRoutes } from './auth/routes'
import { config } from './config'
import { db } from './db'
import { authenticate } from './http/authenticate'
import { context } from './http/context'
import { errorHandler, notFound } from './http/errors'
import { handle } from './http/handle'
import { throttle } from './http/throttle'
import { redis } from './lib/redis'
import { peopleRoutes } from './people/routes'
import { permitRoutes } from './permits/routes'

export const lifecycle = { stopping: false }

export function createApp() {
  const app = express()
  app.set('trust proxy', config.TRUSTED_PROXIES)
  app.set('query parser', 'simple')
  app.disable('x-powered-by')

  app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }))
  app.use(context)
  app.get('/healthz', (_req, res) => res.json({ ok: true }))
  app.get('/readyz', throttle('all'), handle(async (_req, res) => {
    const ready = !lifecycle.stopping && (await Promise.all([db.raw('SELECT 1'), redis.ping()]).then(() => true, () => false))
    res.status(ready ? 200 : 503).json({ ready })
  }))

  app.use(cors({ origin: config.WEB_ORIGIN, methods: ['GET', 'POST', 'PATCH', 'DELETE'], allowedHeaders: ['authorization', 'content-type'], maxAge: 600 }))
  app.use(throttle('all', (req) => req.ip ?? 'unknown'))
  app.use(express.json({ limit: '50kb', strict: true }))

  app.use('/v1/auth', authRoutes)
  app.use('/v1', authenticate)
  app.use('/v1/permits', permitRoutes)
  app.use('/v1', attachmentRoutes)
  app.use('/v1', peopleRoutes)

  app.use(notFound)
  app.use(errorHandler)
  return app
}
