const { Pool } = require('pg')

class MessageStore {
  constructor(connectionString) {
    this.pool = new Pool({ connectionString })
  }

  async add(room, author, text) {
    const statement = 'INSERT INTO messages (room, author, text) VALUES ($1, $2, $3) RETURNING id, room, author, text'
    const { rows } = await this.pool.query(statement, [room, author, text])
    return rows[0]
  }
}

module.exports = { MessageStore }
