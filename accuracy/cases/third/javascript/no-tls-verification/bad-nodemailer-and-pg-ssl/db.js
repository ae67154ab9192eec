const { Pool } = require('pg')

const ssl = {
  rejectUnauthorized: false,
}

module.exports = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: process.env.NODE_ENV === 'test' ? undefined : ssl,
  connectionTimeoutMillis: 3000,
  statement_timeout: 10_000,
})
