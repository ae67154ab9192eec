import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { readToken } from './tokens.js'

export default fp(async (app: FastifyInstance) => {
  app.decorateRequest('subject', '')
  app.addHook('onRequest', async (request, reply) => {
    try {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '')
      Object.assign(request, { subject: readToken(token).sub })
    } catch {
      await reply.code(401).send({ error: 'token is not valid' })
    }
  })
})
