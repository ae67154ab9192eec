import Fastify from 'fastify'
import authenticate from './plugins/authenticate.js'
import devices from './routes/devices.js'
import { accounts, fleet } from './services.js'

export function buildApp() {
  const app = Fastify({ logger: true })
  app.decorate('accounts', accounts)
  app.decorate('fleet', fleet)
  app.register(authenticate)
  app.register(devices, { prefix: '/v1' })
  return app
}
