import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import Fastify from 'fastify'
import multipart from '@fastify/multipart'
import statics from '@fastify/static'
import { fileTypeFromBuffer } from 'file-type'

const PUBLIC = path.resolve('public')
const IMAGES = new Set(['png', 'jpg', 'webp'])

export const app = Fastify()
app.register(multipart, { limits: { fileSize: 2_000_000 } })
app.register(statics, { root: PUBLIC })

app.post('/images', async (request, reply) => {
  const upload = await request.file()
  const data = await upload.toBuffer()
  const type = await fileTypeFromBuffer(data)
  if (type === undefined || !IMAGES.has(type.ext)) return reply.code(415).send()
  const suffix = `.${type.ext}`
  const name = randomUUID() + suffix
  await writeFile(path.join(PUBLIC, name), data)
  return reply.code(201).send({ name })
})
