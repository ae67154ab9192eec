module.exports = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL, pool: { max: 10 } })
