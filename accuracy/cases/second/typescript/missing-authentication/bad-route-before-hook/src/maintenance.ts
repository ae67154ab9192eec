import type { FastifyInstance } from 'fastify'
import { cache } from './cache.js'

export async function maintenance(app: FastifyInstance): Promise<void> {
  app.delete('/cache', async (_request, reply) => {
    await cache.clear()
    return reply.code(204).send()
  })
}
