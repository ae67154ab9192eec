const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })

const open = () => knex('auctions').whereNull('ended_at')

module.exports = {
  bid: (id, bidder, cents) => open().where({ id }).where('highest_cents', '<', cents).update({ highest_cents: cents, bidder }),
  end: (id) => open().where({ id }).update({ ended_at: knex.fn.now() }).returning(['id', 'bidder', 'highest_cents']),
}
