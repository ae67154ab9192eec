const db = require('./db')

const FIELDS = 'id, issued_on, cents, pdf_key'

class ReceiptStore {
  find(id, customerId) {
    return db.one(`SELECT ${FIELDS} FROM receipts WHERE id = $1 AND customer_id = $2`, [id, customerId])
  }

  latest(customerId) {
    return db.query(`SELECT ${FIELDS} FROM receipts WHERE customer_id = $1 ORDER BY id DESC LIMIT 20`, [customerId])
  }
}

module.exports = new ReceiptStore()
