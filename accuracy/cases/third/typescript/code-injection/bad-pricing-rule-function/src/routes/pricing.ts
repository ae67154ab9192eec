import type { FastifyInstance } from 'fastify'
import { preview, type PreviewRequest } from '../pricing/preview'

export async function pricingRoutes(app: FastifyInstance) {
  app.post<{ Body: PreviewRequest }>('/pricing/preview', {
    schema: {
      body: {
        type: 'object',
        required: ['formula', 'samples'],
        properties: { formula: { type: 'string', maxLength: 400 }, samples: { type: 'array', maxItems: 20 } },
      },
    },
    handler: async (request) => ({ prices: preview(request.body) }),
  })
}
