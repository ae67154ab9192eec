import type { FastifyPluginAsync } from 'fastify'
import { packed } from './covers.js'

export const routes: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { id: number } }>(
    '/:id',
    { schema: { params: { type: 'object', properties: { id: { type: 'integer', minimum: 1 } } } } },
    async (request, reply) => {
      const known = await app.knex('covers').where({ id: request.params.id }).first('id')
      if (!known) return reply.code(404).send()
      reply.type('image/svg+xml').header('content-encoding', 'gzip')
      return packed(known.id)
    },
  )
}
