const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })

async function listTickets(teamId, sort, page) {
  return knex('tickets')
    .select('id', 'title', 'priority', 'created_at')
    .where({ team_id: teamId })
    .orderByRaw(sort || 'created_at')
    .limit(50)
    .offset((page - 1) * 50)
}

module.exports = { listTickets }
