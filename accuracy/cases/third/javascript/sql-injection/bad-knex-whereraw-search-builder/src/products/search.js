import { db } from '../db.js'

const WITH = {
  text(query, value) {
    return query.whereRaw(`search_vector @@ plainto_tsquery('simple', '${value}')`)
  },
  category(query, value) {
    return query.where('category_slug', value)
  },
  maxPrice(query, value) {
    return query.where('price_cents', '<=', Number(value))
  },
}

export function searchProducts(filters, { limit = 20 } = {}) {
  let query = db('products').select('id', 'name', 'price_cents').limit(limit)
  for (const [name, value] of Object.entries(filters)) {
    const apply = WITH[name]
    if (apply && value) query = apply(query, value)
  }
  return query
}
