const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

exports.addShare = async (userId, document) => {
  const text = 'INSERT INTO shares (document_id) SELECT id FROM documents WHERE id = $2 AND owner_id = $1 RETURNING id'
  return (await pool.query(text, [userId, document])).rows[0]
}

exports.share = async (id) => {
  const text = 'SELECT d.text FROM shares s JOIN documents d ON d.id = s.document_id WHERE s.id = $1'
  return (await pool.query(text, [id])).rows[0]
}
