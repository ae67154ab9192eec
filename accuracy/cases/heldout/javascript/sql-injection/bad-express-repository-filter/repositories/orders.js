const { pool } = require('../pool')

class OrderRepository {
  constructor(db = pool) {
    this.db = db
  }

  async list({ customerId, status }) {
    const parts = ['customer_id = $1']
    const values = [customerId]
    if (status) {
      parts.push(`status = '${status}'`)
    }
    const { rows } = await this.db.query(`SELECT id, total FROM orders WHERE ${parts.join(' AND ')} LIMIT 50`, values)
    return rows
  }
}

module.exports = { OrderRepository }
