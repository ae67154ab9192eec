import Fastify from 'fastify'
import { accountRoutes } from './accounts.js'

export function buildApp() {
  const app = Fastify({
    logger: { level: 'info' },
    bodyLimit: 64 * 1024,
  })
  app.register(accountRoutes, { prefix: '/accounts' })
  return app
}
