const knex = require('./knex')

const PAGE = 50

exports.invoices = (customerId, page) => {
  const query = knex('invoices').select('id', 'total', 'issued_at').where({ customer_id: customerId })
  return query.orderBy('issued_at', 'desc').limit(PAGE).offset(page * PAGE)
}

exports.pages = (count) => Math.ceil(count / PAGE)
