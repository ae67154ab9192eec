import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { authenticate } from './authenticate.js'


export async function uploads(app) {
  app.addHook('onRequest', authenticate)
  app.post('/uploads', async (request, reply) => {
    const part = await request.file({ limits: { fileSize: 3_000_000 } })
    const content = await part.toBuffer()
    const name = `${randomUUID()}${extname(part.filename)}`
    await writeFile(`public/uploads/${name}`, content)
    return reply.code(201).send({ url: `/uploads/${name}` })
  })
}
