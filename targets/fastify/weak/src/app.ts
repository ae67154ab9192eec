import fastify, { type FastifyInstance } from 'fastify'
import { config } from './config.ts'
import { registerCors } from './plugins/cors.ts'
import { registerLimits } from './plugins/limits.ts'
import { adminRoutes } from './routes/admin.ts'
import { fileRoutes } from './routes/files.ts'
import { hookRoutes } from './routes/hooks.ts'
import { internalRoutes } from './routes/internal.ts'
import { noteRoutes } from './routes/notes.ts'
import { projectRoutes } from './routes/projects.ts'
import { searchRoutes } from './routes/search.ts'
import { sessionRoutes } from './routes/session.ts'
import { taskRoutes } from './routes/tasks.ts'

export async function createApp(): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: 'debug', serializers: { req: (request) => ({ method: request.method, url: request.url, headers: request.headers }) } },
    bodyLimit: 100 * 1024 * 1024,
    trustProxy: true,
    rewriteUrl(request) {
      const wanted = request.headers['x-http-method-override']
      if (typeof wanted === 'string') request.method = wanted.toUpperCase()
      return request.url ?? '/'
    },
  })
  app.addHook('preHandler', async (request) => {
    if (request.body !== undefined && request.body !== null) request.log.info({ body: request.body }, 'body')
  })
  app.setErrorHandler((error: any, _request, reply) => {
    reply.code(error.statusCode ?? 500).send({ error: error.message, ...(config.showErrors ? { stack: error.stack } : {}) })
  })
  registerCors(app)
  registerLimits(app)
  await app.register(internalRoutes)
  await app.register(fileRoutes)
  for (const routes of [sessionRoutes, projectRoutes, taskRoutes, noteRoutes, searchRoutes, hookRoutes]) await app.register(routes, { prefix: '/api' })
  await app.register(adminRoutes, { prefix: '/api/admin' })
  return app
}
