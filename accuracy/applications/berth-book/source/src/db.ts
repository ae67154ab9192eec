import createKnex from 'knex'
import { config } from './config'

export const knex = createKnex({
  client: 'pg',
  connection: { connectionString: config.databaseUrl, statement_timeout: 10_000 },
  pool: { min: 0, max: 10 },
})
