import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { Database } from './database.ts'
import { hashPassword } from './library/passwords.ts'
import { Sessions } from './library/sessions.ts'
import { registerAccess } from './plugins/access.ts'
import { answerEarlyError, registerProtocol } from './plugins/protocol.ts'
import { adminRoutes } from './routes/admin.ts'
import { fileRoutes } from './routes/files.ts'
import { projectRoutes } from './routes/projects.ts'
import { sessionRoutes } from './routes/session.ts'
import { siteRoutes } from './routes/site.ts'

export interface Services {
  readonly config: Config
  readonly database: Database
  readonly sessions: Sessions
  readonly state: { draining: boolean }
}

export async function createApp(config: Config, state: { draining: boolean }): Promise<FastifyInstance> {
  const database = new Database(config.databasePath)
  const services: Services = { config, database, sessions: await Sessions.create(database, config), state }
  await createAdministrator(services)

  const app = fastify({
    logger: {
      level: 'info',
      // Path alone: neither query nor headers belong in the log.
      serializers: { req: (request) => ({ method: request.method, path: request.url?.split('?')[0], address: request.ip }) },
    },
    bodyLimit: 100 * 1024,
    requestTimeout: 15_000,
    connectionTimeout: 20_000,
    keepAliveTimeout: 65_000,
    maxRequestsPerSocket: 10_000,
    forceCloseConnections: 'idle',
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    genReqId: () => randomUUID(),
    frameworkErrors: answerEarlyError,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: false, caseSensitive: true },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  })
  app.removeContentTypeParser('text/plain')
  registerProtocol(app, config.allowedOrigins)
  registerAccess(app, services)
  app.addHook('onSend', async (_request, reply) => {
    if (state.draining) reply.header('connection', 'close')
  })
  app.addHook('onClose', async () => database.close())

  await app.register(siteRoutes, services)
  for (const routes of [sessionRoutes, projectRoutes, fileRoutes]) await app.register(routes, { ...services, prefix: '/api' })
  await app.register(adminRoutes, { ...services, prefix: '/api/admin' })
  return app
}

/** The first administrator comes from the environment of the first start, never from the source. */
async function createAdministrator({ config, database }: Services): Promise<void> {
  const { administrator } = config
  if (administrator === undefined || database.get("SELECT id FROM members WHERE role = 'admin'") !== undefined) return
  const hash = await hashPassword(administrator.password)
  database.run("INSERT INTO members (id, email, password_hash, role) VALUES (?, ?, ?, 'admin')", randomUUID(), administrator.email.toLowerCase(), hash)
}
