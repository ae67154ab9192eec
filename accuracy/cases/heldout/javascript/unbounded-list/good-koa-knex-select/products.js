import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

export const list = (limit) => {
  const query = db('products').select('id', 'name', 'price').orderBy('id')
  return query.limit(Math.min(limit > 0 ? limit : 20, 100))
}
