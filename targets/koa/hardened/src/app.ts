import { randomUUID } from 'node:crypto'
import { bodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import type { Config } from './config.ts'
import { Database } from './database.ts'
import { ApiKeys } from './library/api-keys.ts'
import { Attempts } from './library/attempts.ts'
import { Counters } from './library/counters.ts'
import { Mailer } from './library/mailer.ts'
import { hashPassword } from './library/passwords.ts'
import { Problem } from './library/problem.ts'
import { Sessions } from './library/sessions.ts'
import { access } from './middleware/access.ts'
import { contentType, cors, protocol } from './middleware/protocol.ts'
import { accountRoutes } from './routes/accounts.ts'
import { agentRoutes } from './routes/agents.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { keyRoutes } from './routes/keys.ts'
import { operationRoutes } from './routes/operations.ts'
import { pageRoutes } from './routes/pages.ts'
import { ticketRoutes } from './routes/tickets.ts'
import { webhookRoutes } from './routes/webhooks.ts'

export interface Services {
  readonly config: Config
  readonly database: Database
  readonly sessions: Sessions
  readonly apiKeys: ApiKeys
  readonly attempts: Attempts
  readonly mailer: Mailer
  readonly counters: Counters
  readonly state: { draining: boolean }
}

const JSON_LIMIT = '64kb'

export async function createApp(config: Config, state: { draining: boolean }): Promise<{ app: Koa; services: Services }> {
  const database = new Database(config.databasePath)
  const services: Services = {
    config, database, state, sessions: new Sessions(database, config.signingKey), apiKeys: new ApiKeys(database), attempts: new Attempts(database), mailer: new Mailer(), counters: new Counters(),
  }
  await createAdministrator(services)

  const app = new Koa({ proxy: config.proxies > 0, maxIpsCount: config.proxies })
  app.silent = true
  app.use(services.counters.middleware)
  app.use(protocol(state))
  app.use(cors(config.allowedOrigins))
  app.use(access(services))
  app.use(contentType)
  app.use(bodyParser({
    enableTypes: ['json'], jsonLimit: JSON_LIMIT, jsonStrict: true,
    onError: (error) => {
      throw 'status' in error && error.status === 413 ? new Problem(413, 'The request is too large') : new Problem(400, 'The body is not valid JSON')
    },
  }))
  for (const routes of [operationRoutes, accountRoutes, keyRoutes, ticketRoutes, attachmentRoutes, webhookRoutes, agentRoutes, pageRoutes]) {
    const router = routes(services)
    app.use(router.routes()).use(router.allowedMethods())
  }
  return { app, services }
}

/** The first administrator comes from the environment of the first start, never from the source. */
async function createAdministrator({ config, database }: Services): Promise<void> {
  const { administrator } = config
  if (administrator === undefined || database.get("SELECT id FROM accounts WHERE role = 'admin'") !== undefined) return
  database.run("INSERT INTO accounts (id, email, password_hash, role) VALUES (?, ?, ?, 'admin')", randomUUID(), administrator.email, await hashPassword(administrator.password))
}
