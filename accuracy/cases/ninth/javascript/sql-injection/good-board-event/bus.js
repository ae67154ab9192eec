const { EventEmitter } = require('node:events')
const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
const bus = new EventEmitter()

bus.on('board:viewed', (board, done) => {
  const text = 'UPDATE boards SET views = views + 1 WHERE slug = $1'
  pool.query(text, [board.toLowerCase()], (err) => done(err))
})

module.exports = { bus }
