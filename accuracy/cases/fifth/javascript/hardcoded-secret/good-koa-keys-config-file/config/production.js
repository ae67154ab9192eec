const { readFileSync } = require('node:fs')

module.exports = {
  port: process.env.PORT,
  sessionKeys: [readFileSync('/run/secrets/session_key', 'utf8').trim()],
  databaseUrl: process.env.DATABASE_URL,
}
