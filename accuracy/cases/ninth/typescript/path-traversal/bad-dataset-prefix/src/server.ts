import { createReadStream } from 'node:fs'
import Fastify from 'fastify'
import { locate } from './locate'

export const server = Fastify()

server.get<{ Params: { '*': string } }>('/datasets/*', async (request, reply) => {
  const file = locate(request.params['*'])
  if (file === undefined) return reply.code(404).send()
  return reply.type('text/csv').send(createReadStream(file))
})
