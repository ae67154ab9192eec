import type { FastifyInstance } from 'fastify'
import { Type, type Static } from '@sinclair/typebox'
import type { Catalogue } from './catalogue.js'

const Query = Type.Object({ match: Type.String({ minLength: 1, maxLength: 200 }) })

export async function catalogueRoutes(app: FastifyInstance, { catalogue }: { catalogue: Catalogue }) {
  app.get<{ Querystring: Static<typeof Query> }>('/products', { schema: { querystring: Query } }, async (request, reply) => {
    try {
      return { products: catalogue.find(request.query.match) }
    } catch (error) {
      request.log.warn({ error }, 'search failed')
      return reply.code(422).send({ error: 'the search is not valid' })
    }
  })
}
