import Fastify from 'fastify'
import { accountRoutes } from './accounts.js'

export function buildApp() {
  const app = Fastify({
    logger: { level: 'info', redact: ['body.password', 'body.card', 'req.headers.authorization'] },
    bodyLimit: 64 * 1024,
  })
  app.register(accountRoutes, { prefix: '/accounts' })
  return app
}
