const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })

const SORTS = ['created_at', 'priority', 'title']

async function listTickets(teamId, sort, page) {
  const column = SORTS.includes(sort) ? sort : 'created_at'
  return knex('tickets')
    .select('id', 'title', 'priority', 'created_at')
    .where({ team_id: teamId })
    .orderBy(column)
    .limit(50)
    .offset((page - 1) * 50)
}

module.exports = { listTickets }
