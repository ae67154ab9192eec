import knex from 'knex'

export const db = knex({ client: 'mysql2', connection: process.env.MYSQL_URL, pool: { max: 10 }, acquireConnectionTimeout: 5000 })
