import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { log } from './lib/log.js'
import { LoginGuard } from './lib/login-guard.js'
import { createMailer } from './lib/mailer.js'
import { hashPassword } from './lib/passwords.js'
import { Sessions } from './lib/sessions.js'
import { TokenBucket } from './lib/token-bucket.js'
import { identify, limitRequests, requireUser } from './middleware/access.js'
import { errorHandler, notFoundHandler } from './middleware/errors.js'
import { allowedMethods, cors, requireJson } from './middleware/protocol.js'
import { securityHeaders } from './middleware/security-headers.js'
import { adminRoutes } from './routes/admin.js'
import { authRoutes } from './routes/auth.js'
import { couponRoutes } from './routes/coupons.js'
import { fileRoutes } from './routes/files.js'
import { importRoutes } from './routes/imports.js'
import { orderRoutes } from './routes/orders.js'
import { productRoutes } from './routes/products.js'
import { siteRoutes } from './routes/site.js'
import { userRoutes } from './routes/users.js'

/** The whole service; `state.draining` turns readiness off before the process ends. */
export async function createApp({ config, database, state, metrics }) {
  const sessions = new Sessions(database, config)
  const services = {
    config,
    database,
    sessions,
    state,
    loginGuard: new LoginGuard(database),
    mailer: createMailer(config.mailApiUrl),
    uploadDir: config.uploadDir ?? join(tmpdir(), `shop-files-${randomUUID()}`),
  }
  await createAdmin(services)

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', config.trustedProxies)

  app.use(securityHeaders)
  app.use(accessLog(metrics))
  app.use(allowedMethods)
  app.use(cors(config.allowedOrigins))
  app.use(identify(sessions))
  app.use(limitRequests(new TokenBucket({ perMinute: config.requestsPerMinute, burst: config.requestBurst }), 'default'))
  app.use(requireJson)
  app.use(express.json({ limit: '100kb', strict: true }))

  app.use(siteRoutes(services))
  app.use('/api/auth', authRoutes(services))
  app.use('/api/products', productRoutes(services))

  // Everything below is for users who are logged in.
  app.use('/api', requireUser)
  app.use('/api/users', userRoutes(services))
  app.use('/api/orders', orderRoutes(services))
  app.use('/api/coupons', couponRoutes(services))
  app.use('/api/files', await fileRoutes(services))
  app.use('/api/imports', importRoutes(services))
  app.use('/api/admin', adminRoutes(services))

  app.use(notFoundHandler)
  app.use(errorHandler)
  return app
}

/** The first administrator comes from the environment of the first start, never from the source. */
async function createAdmin({ database, config }) {
  const { bootstrapAdmin } = config
  if (bootstrapAdmin === undefined || database.get("SELECT id FROM users WHERE role = 'admin'") !== undefined) return
  const hash = await hashPassword(bootstrapAdmin.password)
  database.run(
    "INSERT INTO users (id, email, name, password_hash, role, created_at) VALUES (?, ?, 'Administrator', ?, 'admin', ?)",
    randomUUID(), bootstrapAdmin.email.toLowerCase(), hash, Date.now(),
  )
}

function accessLog(metrics) {
  return (request, response, next) => {
    const started = performance.now()
    // The path alone: a query may carry what must not be logged.
    const path = request.path
    response.on('finish', () => {
      const ms = Math.round(performance.now() - started)
      metrics.observe(response.statusCode, ms)
      log('info', 'request', { requestId: request.id, method: request.method, path, status: response.statusCode, ms, user: request.principal?.id })
    })
    next()
  }
}
