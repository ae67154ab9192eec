import type { FastifyPluginAsync } from 'fastify'
import { type LotSearch, LotRepository } from './lots.js'

export const routes: FastifyPluginAsync = async (app) => {
  const lots = new LotRepository(app.knex)
  const schema = {
    querystring: {
      type: 'object',
      required: ['words'],
      properties: { words: { type: 'string', maxLength: 200 }, auction: { type: 'integer' } },
    },
  }

  app.get<{ Querystring: LotSearch }>('/', { schema }, async (request) => {
    return { lots: await lots.search(request.query) }
  })
}
