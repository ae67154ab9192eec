import bearer from '@fastify/bearer-auth'
import Fastify from 'fastify'
import { flagRoutes } from './routes.js'

export async function build() {
  const app = Fastify({ logger: true, bodyLimit: 10_000 })
  await app.register(bearer, { keys: new Set([process.env.FLAGS_TOKEN as string]) })
  await app.register(flagRoutes, { prefix: '/api' })
  return app
}
