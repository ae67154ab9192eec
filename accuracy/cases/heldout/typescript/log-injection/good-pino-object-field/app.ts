import Fastify from 'fastify'

export const app = Fastify({ logger: true })

app.post<{ Body: { reason: string } }>('/reports', async (request, reply) => {
  request.log.info({ reason: request.body.reason }, 'content reported')
  return reply.code(204).send()
})
