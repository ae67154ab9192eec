import crypto from 'node:crypto'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import access from './plugins/access.js'
import { Problem } from './problem.js'
import admin from './routes/admin.js'
import auth from './routes/auth.js'
import devices from './routes/devices.js'
import firmware from './routes/firmware.js'
import readings from './routes/readings.js'

export async function build(config, database, options = {}) {
  const app = Fastify({
    bodyLimit: 262_144,
    requestTimeout: 30_000,
    connectionTimeout: 35_000,
    keepAliveTimeout: 65_000,
    trustProxy: 1,
    genReqId: () => crypto.randomUUID(),
    logger: { level: 'info', redact: ['req.headers.authorization', '*.password', '*.token'], serializers: { req: (r) => ({ method: r.method, route: r.routeOptions?.url }) } },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: false } },
    return503OnClosing: true,
    ...options,
  })
  app.setErrorHandler((err, request, reply) => {
    const status = err.validation ? 422 : (err.statusCode ?? 500)
    if (status >= 500 && !(err instanceof Problem)) request.log.error({ err }, 'failed')
    const title = err instanceof Problem ? err.message : err.validation ? `invalid ${err.validationContext}` : status < 500 ? 'bad request' : 'something went wrong'
    reply.code(status).headers(err.headers ?? {}).send({ title, id: request.id })
  })
  app.setNotFoundHandler((request, reply) => reply.code(404).send({ title: 'not found', id: request.id }))
  app.addHook('onSend', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-request-id', request.id)
  })

  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } })
  await app.register(cors, { origin: config.webOrigin, credentials: false, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], hook: 'onRequest' })
  await app.register(rateLimit, { global: true, max: 300, timeWindow: '1 minute', cache: 20_000 })
  await app.register(database, { config })
  await app.register(access)

  app.get('/health/live', { config: { access: 'open', rateLimit: false } }, async () => ({ ok: true }))
  app.get('/health/ready', { config: { access: 'open', rateLimit: false } }, async (_request, reply) => {
    const ready = await app.stores.ping().then(() => true, () => false)
    reply.code(ready ? 200 : 503)
    return { ready }
  })
  await app.register(auth, { prefix: '/auth', config })
  await app.register(devices, { prefix: '/devices' })
  await app.register(readings)
  await app.register(firmware, { config })
  await app.register(admin, { prefix: '/admin', config })
  return app
}
