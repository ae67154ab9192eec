const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })

exports.add = (memberId, name) => knex('pictures').insert({ member_id: memberId, name })
