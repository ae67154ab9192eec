import type { FastifyPluginAsync } from 'fastify'
import { emptyTree, setPath } from './paths.js'

export const flagRoutes: FastifyPluginAsync = async (app) => {
  const flags = emptyTree()
  const schema = {
    body: {
      type: 'object',
      required: ['path', 'value'],
      properties: { path: { type: 'string', maxLength: 100 }, value: { type: 'boolean' } },
    },
  }

  app.put<{ Body: { path: string; value: boolean } }>('/flags', { schema }, async (request, reply) => {
    try {
      setPath(flags, request.body.path, request.body.value)
    } catch (error) {
      request.log.warn({ error }, 'flag refused')
      return reply.code(422).send({ error: 'not a path' })
    }
    return reply.code(204).send()
  })

  app.get('/flags', async () => flags)
}
