import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { draftService } from './drafts.js'

const authorOf = (request: FastifyRequest) => (request.user as { sub: string }).sub

export const routes: FastifyPluginAsync = async (app) => {
  const drafts = draftService(app.knex)

  app.get('/', async (request) => drafts.latest(authorOf(request)))

  app.put<{ Params: { id: number }; Body: { text: string } }>(
    '/:id',
    {
      schema: {
        params: { type: 'object', properties: { id: { type: 'integer' } } },
        body: { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 50_000 } } },
      },
    },
    async (request, reply) => {
      const found = await drafts.replace(request.params.id, request.body.text)
      return reply.code(found ? 204 : 404).send()
    },
  )
}
