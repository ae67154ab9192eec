import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

export const list = (limit) => {
  const query = db('products').select('id', 'name', 'price').orderBy('id')
  return limit > 0 ? query.limit(limit) : query
}
