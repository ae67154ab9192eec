import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { authenticate } from './authenticate.js'

const ACCEPTED = new Set(['png', 'jpg', 'webp'])

export async function uploads(app) {
  app.addHook('onRequest', authenticate)
  app.post('/uploads', async (request, reply) => {
    const part = await request.file({ limits: { fileSize: 3_000_000 } })
    const content = await part.toBuffer()
    const type = await fileTypeFromBuffer(content)
    if (!ACCEPTED.has(type?.ext)) return reply.code(415).send({ error: 'type not accepted' })
    const name = `${randomUUID()}.${type.ext}`
    await writeFile(`public/uploads/${name}`, content)
    return reply.code(201).send({ url: `/uploads/${name}` })
  })
}
