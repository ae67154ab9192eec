import Fastify from 'fastify'
import { loadTemplate } from './templates.js'

export const server = Fastify({ logger: true })

server.get<{ Params: { '*': string } }>('/templates/*', async (request, reply) => {
  try {
    return { source: await loadTemplate(request.params['*']) }
  } catch (error) {
    request.log.warn(error)
    return reply.code(404).send({ error: 'no such template' })
  }
})
