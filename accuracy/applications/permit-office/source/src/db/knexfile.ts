import path from 'node:path'
import type { Knex } from 'knex'
import { config, inProduction } from '../config'

const settings: Knex.Config = {
  client: 'pg',
  connection: {
    connectionString: config.DATABASE_URL,
    ssl: inProduction ? { rejectUnauthorized: true, ca: config.DATABASE_CA } : false,
    statement_timeout: 5000,
    query_timeout: 6000,
    idle_in_transaction_session_timeout: 10_000,
    connectionTimeoutMillis: 3000,
  },
  acquireConnectionTimeout: 3000,
  pool: { min: 0, max: 15 },
  migrations: { directory: path.resolve('migrations'), loadExtensions: ['.cjs'] },
}

export default settings
