import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGzip } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'

interface Manifest {
  version: number
  exports: Record<string, { file: string; title: string }>
}

const ROOT = process.env.EXPORT_ROOT ?? '/data/exports'
const MANIFEST = join(ROOT, 'manifest.json')
const manifest: Manifest = existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, 'utf8')) : { version: 1, exports: {} }
const known = new Map(Object.entries(manifest.exports))

export const exportRoutes: FastifyPluginAsync = async (app) => {
  app.addHook('onRequest', app.requireUser)

  app.get('/exports', async () => ({
    version: manifest.version,
    exports: [...known].map(([id, { title }]) => ({ id, title })),
  }))

  app.get<{ Params: { id: string } }>('/exports/:id', async (request, reply) => {
    const entry = known.get(request.params.id)
    if (!entry) return reply.code(404).send({ message: 'No such export' })
    const path = join(ROOT, entry.file)
    const { mtime } = await stat(path)
    reply.header('last-modified', mtime.toUTCString())
    reply.header('content-encoding', 'gzip')
    reply.type('text/csv')
    return reply.send(createReadStream(path).pipe(createGzip()))
  })
}
