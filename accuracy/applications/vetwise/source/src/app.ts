import path from 'node:path'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify from 'fastify'
import { config } from './config.js'
import { auth } from './plugins/auth.js'
import { errors } from './plugins/errors.js'
import { patientRoutes } from './routes/patients.js'
import { pharmacyRoutes } from './routes/pharmacy.js'
import { publicRoutes } from './routes/public.js'
import { staffRoutes } from './routes/staff.js'
import { visitRoutes } from './routes/visits.js'

export async function buildApp() {
  const app = Fastify({
    requestTimeout: 0,
    bodyLimit: 8 * 1024 * 1024,
    ajv: { customOptions: { removeAdditional: false } },
    logger: {
      level: 'info',
      serializers: {
        req: (req) => ({ method: req.method, url: req.url, headers: req.headers }),
      },
    },
  })

  await app.register(helmet)
  await app.register(cors, { origin: true, credentials: true })
  await app.register(rateLimit, {
    max: 200,
    timeWindow: '1 minute',
    keyGenerator: (req) => String(req.headers['x-forwarded-for'] ?? req.ip),
  })
  await app.register(multipart, { limits: { files: 1 } })
  await app.register(fastifyStatic, { root: path.join(config.files, 'public'), prefix: '/files/' })
  await app.register(swagger, { openapi: { info: { title: 'Vetwise', version: '4.1.2' } } })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  await app.register(errors)
  await app.register(auth)

  await app.register(publicRoutes, { prefix: '/public' })
  await app.register(staffRoutes, { prefix: '/v1/staff' })
  await app.register(patientRoutes, { prefix: '/v1/patients' })
  await app.register(visitRoutes, { prefix: '/v1/visits' })
  await app.register(pharmacyRoutes, { prefix: '/v1/pharmacy' })
  return app
}
