import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { unpack } from './unpack.js'

export async function importRoutes(app: FastifyInstance) {
  app.post('/imports', { preHandler: app.auth([app.verifySession]) }, async (request, reply) => {
    const file = await request.file({ limits: { fileSize: 20 * 1024 * 1024 } })
    if (!file) return reply.code(400).send({ message: 'A file is required' })
    const target = await mkdtemp(join(tmpdir(), 'import-'))
    const names = await unpack(await file.toBuffer(), target)
    return reply.code(201).send({ files: names.length })
  })
}
