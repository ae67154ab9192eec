import jwt from '@fastify/jwt'
import mongodb from '@fastify/mongodb'
import rateLimit from '@fastify/rate-limit'
import Ajv from 'ajv'
import Fastify from 'fastify'
import { voucherRoutes } from './routes.js'

export async function build() {
  const app = Fastify({ logger: true })
  const ajv = new Ajv({ coerceTypes: false, removeAdditional: true })
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema))
  await app.register(rateLimit, { max: 20, timeWindow: '1 minute' })
  await app.register(mongodb, { url: process.env.MONGO_URL, forceClose: true })
  await app.register(jwt, { secret: process.env.JWT_KEY as string, verify: { algorithms: ['HS256'] } })
  app.addHook('onRequest', async (request) => {
    await request.jwtVerify()
  })
  await app.register(voucherRoutes, { prefix: '/vouchers' })
  return app
}
