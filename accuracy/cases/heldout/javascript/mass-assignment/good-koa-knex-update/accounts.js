import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

export const update = (id, changes) => db('accounts').where({ id }).update(changes)
