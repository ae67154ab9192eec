import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import Fastify from 'fastify'
import multipart from '@fastify/multipart'

export const app = Fastify()
app.register(multipart, { limits: { fileSize: 1_000_000 }, preservePath: true })

app.post('/attachments', async (request, reply) => {
  const { file, filename } = await request.file()
  const name = `${Date.now()}-${filename}`
  await pipeline(file, createWriteStream(path.join('/srv/attachments', name)))
  return reply.code(201).send({ name })
})
