const knex = require('./knex')

const PAGE = 50

exports.invoices = (customerId) => {
  const query = knex('invoices').select('id', 'total', 'issued_at').where({ customer_id: customerId })
  return query.orderBy('issued_at', 'desc')
}

exports.pages = (count) => Math.ceil(count / PAGE)
