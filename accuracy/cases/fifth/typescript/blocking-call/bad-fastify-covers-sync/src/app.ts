import jwt from '@fastify/jwt'
import Fastify from 'fastify'
import knex from './plugins/knex.js'
import { routes } from './routes.js'

export async function build() {
  const app = Fastify({ logger: true, bodyLimit: 256 * 1024 })
  await app.register(knex, { connection: process.env.DATABASE_URL })
  await app.register(jwt, { secret: process.env.JWT_KEY as string, verify: { algorithms: ['HS256'] } })
  app.addHook('onRequest', async (request) => {
    await request.jwtVerify()
  })
  await app.register(routes, { prefix: '/covers' })
  return app
}
