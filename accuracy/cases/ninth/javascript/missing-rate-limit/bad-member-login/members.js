const { randomBytes } = require('node:crypto')
const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })

async function findMember(email) {
  const text = 'SELECT id, password_hash AS "passwordHash" FROM members WHERE email = $1'
  const { rows } = await pool.query(text, [email])
  return rows[0]
}

async function openSession(memberId) {
  const id = randomBytes(32).toString('hex')
  await pool.query("INSERT INTO sessions (id, member_id, expires) VALUES ($1, $2, now() + interval '1 hour')", [
    id,
    memberId,
  ])
  return id
}

module.exports = { findMember, openSession }
