const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

exports.integrationsOf = async (accountId) => {
  const text = 'SELECT id, script FROM integrations WHERE account_id = $1 AND enabled LIMIT 10'
  const { rows } = await pool.query(text, [accountId])
  return rows
}

exports.addIntegration = async (accountId, value) => {
  await pool.query('INSERT INTO integrations (account_id, script) VALUES ($1, $2)', [accountId, value])
}
