const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

exports.find = async (accountId, workspaceId) => {
  const text = 'SELECT workspace_id, role FROM memberships WHERE account_id = $1 AND workspace_id = $2'
  const { rows } = await pool.query(text, [accountId, workspaceId])
  return rows[0]
}

exports.of = async (workspaceId) => {
  const text = 'SELECT account_id, role FROM memberships WHERE workspace_id = $1 ORDER BY account_id LIMIT 100'
  const { rows } = await pool.query(text, [workspaceId])
  return rows
}
