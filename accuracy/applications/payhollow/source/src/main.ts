import { app, life } from './app.js'
import { db } from './core/database.js'
import { env } from './core/env.js'
import { logger } from './core/logger.js'
import { sweepTokens } from './core/tokens.js'

const server = app.listen(env.PORT, () => logger.info({ port: env.PORT }, 'listening'))
Object.assign(server, { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 })
const sweep = setInterval(() => void sweepTokens().catch((err) => logger.error({ err }, 'sweep failed')), 3_600_000)

function leave() {
  if (life.closing) return
  life.closing = true
  clearInterval(sweep)
  setTimeout(() => process.exit(1), 20_000).unref()
  server.close(() => void db.close().finally(() => process.exit(0)))
  server.closeIdleConnections()
}
process.on('SIGTERM', leave)
process.on('SIGINT', leave)
