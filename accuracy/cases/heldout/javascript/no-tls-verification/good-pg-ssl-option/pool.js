const fs = require('node:fs')
const { Pool } = require('pg')

const ca = fs.readFileSync('/etc/ssl/house-ca.pem', 'utf8')

exports.pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { ca, rejectUnauthorized: true },
  statement_timeout: 5000,
})
