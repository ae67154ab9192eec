import { createReadStream } from 'node:fs'
import Fastify from 'fastify'
import { files } from './files.js'

export const app = Fastify()
app.register(files, { root: '/srv/handouts' })

app.get<{ Querystring: { name: string } }>('/handouts', async (request, reply) => {
  const file = app.locate(request.query.name)
  if (file === undefined) return reply.code(404).send()
  return reply.type('application/pdf').send(createReadStream(file))
})
