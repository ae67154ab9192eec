const { Pool } = require('pg')

const ssl = {
  ca: process.env.PG_CA,
}

module.exports = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: process.env.NODE_ENV === 'test' ? undefined : ssl,
  connectionTimeoutMillis: 3000,
  statement_timeout: 10_000,
})
