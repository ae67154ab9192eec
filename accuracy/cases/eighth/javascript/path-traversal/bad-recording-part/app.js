import { createWriteStream } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import Fastify from 'fastify'
import multipart from '@fastify/multipart'

const app = Fastify({ logger: true })
await app.register(multipart, { limits: { fileSize: 5_000_000, files: 1 } })

app.post('/recordings', async (request, reply) => {
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue
    if (part.mimetype !== 'audio/ogg') return reply.code(415).send({ error: 'not a recording' })

    const title = part.fieldname
    const name = [title, 'ogg'].join('.')

    await pipeline(part.file, createWriteStream('/srv/recordings/' + name))
    return reply.code(201).send({ title })
  }

  return reply.code(400).send({ error: 'nothing sent' })
})

await app.listen({ port: 3000 })
