const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })

exports.byEmail = (email) => knex('members').where({ email }).first('id', 'name', 'password_hash')
