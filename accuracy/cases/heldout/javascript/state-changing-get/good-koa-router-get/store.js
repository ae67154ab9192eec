import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

export const devicesOf = (ownerId, { limit }) => db('devices').select('id', 'name').where({ owner_id: ownerId }).limit(limit)
export const removeDevice = (ownerId, id) => db('devices').where({ id, owner_id: ownerId }).delete()
