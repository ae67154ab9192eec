import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../app.ts'
import { notFound, Problem } from '../library/problem.ts'
import { fetchSize } from '../library/public-fetch.ts'
import { principalOf } from '../plugins/access.ts'
import { id, object, type PageQuery, page, text } from './schemas.ts'

const run = promisify(execFile)
const MAX_BYTES = 1024 * 1024
const MAX_FILES = 100
const SIGNATURES: Record<string, Buffer> = {
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'application/pdf': Buffer.from('%PDF-'),
}
const EXTENSIONS: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'application/pdf': 'pdf' }

export async function fileRoutes(app: FastifyInstance, { config, database }: Services): Promise<void> {
  for (const type of Object.keys(SIGNATURES)) app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) => done(null, body))

  app.post<{ Body: Buffer }>('/files', async (request, reply) => {
    const owner = principalOf(request).id
    const type = request.headers['content-type'] ?? ''
    const signature = SIGNATURES[type]
    if (signature === undefined || !Buffer.isBuffer(request.body) || !request.body.subarray(0, signature.length).equals(signature)) throw new Problem(415, 'Send a PNG, JPEG or PDF file')
    if (database.get('SELECT COUNT(*) AS count FROM files WHERE owner = ?', owner)?.['count'] >= MAX_FILES) throw new Problem(409, 'Delete a file first')
    const file = randomUUID()
    await writeFile(join(config.fileFolder, file), request.body, { mode: 0o600, flag: 'wx' })
    database.run('INSERT INTO files VALUES (?, ?, ?, ?)', file, owner, type, request.body.length)
    return reply.code(201).send({ id: file, type, size: request.body.length })
  })

  app.get<{ Querystring: PageQuery }>('/files', { schema: { querystring: page } }, async (request) => ({
    files: database.all('SELECT id, type, size FROM files WHERE owner = ? ORDER BY id LIMIT ? OFFSET ?', principalOf(request).id, Number(request.query.limit), Number(request.query.offset)),
  }))

  app.get<{ Params: { id: string } }>('/files/:id', { schema: { params: id } }, async (request, reply) => {
    const file = database.get('SELECT id, type FROM files WHERE id = ? AND owner = ?', request.params.id, principalOf(request).id)
    if (file === undefined) throw notFound()
    reply.type(file['type']).header('content-disposition', `attachment; filename="${file['id']}.${EXTENSIONS[file['type']]}"`)
    return reply.send(createReadStream(join(config.fileFolder, file['id'])))
  })

  app.post<{ Body: { url: string } }>('/avatar', { schema: { body: object({ url: text(2000, 1) }) } }, async (request) => ({ size: await fetchSize(request.body.url, config.avatarHosts) }))

  app.get<{ Querystring: { of: 'main' | 'stable' } }>('/revision', { schema: { querystring: object({ of: { type: 'string', enum: ['main', 'stable'] } }) } }, async (request) => {
    const { stdout } = await run('printf', ['%s', request.query.of], { timeout: 2000 })
    return { branch: stdout }
  })
}
