import type { FastifyInstance } from 'fastify'
import { broker } from './broker.js'

export async function queues(app: FastifyInstance) {
  app.post('/:name/purge', async (request, reply) => {
    await broker.purge((request.params as { name: string }).name)
    return reply.status(204).send()
  })
}
