const { createHash } = require('node:crypto')
const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

exports.dealerOnly = async (req, res, next) => {
  try {
    const digest = createHash('sha256').update(req.get('x-dealer-key') ?? '').digest('hex')
    const { rows } = await pool.query('SELECT id FROM dealers WHERE key_digest = $1', [digest])
    if (rows.length === 0) return res.sendStatus(401)
    req.dealerId = rows[0].id
    next()
  } catch (error) {
    next(error)
  }
}
