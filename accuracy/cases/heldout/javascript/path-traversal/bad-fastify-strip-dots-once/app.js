import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'

export const app = Fastify()

app.get('/themes', (request, reply) => {
  const sheet = String(request.query.sheet).replaceAll('../', '')
  const stream = createReadStream(join('/srv/themes', sheet))
  stream.on('error', () => reply.code(404).send())
  return reply.type('text/css').send(stream)
})
