import type { FastifyInstance } from 'fastify'
import { Storage } from './storage.js'

export async function files(app: FastifyInstance): Promise<void> {
  app.addHook('preHandler', app.authenticate)
  app.get<{ Params: { '*': string } }>('/files/*', async (request, reply) => {
    const storage = new Storage(`/srv/files/${request.user.teamId}`)
    return reply.type('application/octet-stream').send(storage.open(request.params['*']))
  })
}
