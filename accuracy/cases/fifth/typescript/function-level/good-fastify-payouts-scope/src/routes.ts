import type { FastifyPluginAsync } from 'fastify'
import { needs } from './scopes.js'

export const routes: FastifyPluginAsync = async (app) => {
  app.get('/', { preHandler: needs('payouts:read') }, async () => {
    return app.knex('payouts').whereNull('released_at').orderBy('id').limit(100).select('id', 'seller', 'cents')
  })

  app.post<{ Params: { id: number } }>(
    '/:id/release',
    {
      schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } },
      preHandler: needs('payouts:release'),
    },
    async (request, reply) => {
      const released = await app
        .knex('payouts')
        .where({ id: request.params.id })
        .whereNull('released_at')
        .update({ released_at: app.knex.fn.now() })
      return reply.code(released ? 204 : 409).send()
    },
  )
}
