import fp from 'fastify-plugin'
import createKnex, { type Knex } from 'knex'

declare module 'fastify' {
  interface FastifyInstance {
    knex: Knex
  }
}

export default fp<{ connection?: string }>(async (app, { connection }) => {
  const knex = createKnex({ client: 'pg', connection, pool: { min: 1, max: 8 } })
  app.decorate('knex', knex)
  app.addHook('onClose', () => knex.destroy())
})
