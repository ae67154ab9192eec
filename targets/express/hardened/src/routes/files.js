import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import multer from 'multer'
import { z } from 'zod'
import { notFound, Problem } from '../lib/problem.js'
import { page, parse } from '../lib/validate.js'
import { onlyMethods } from '../middleware/protocol.js'

const MAX_FILE_BYTES = 1024 * 1024
const MAX_FILES_PER_USER = 100
const SIGNATURES = [
  { type: 'image/png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: 'application/pdf', bytes: Buffer.from('%PDF-') },
]
const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'application/pdf': 'pdf' }

const Id = z.strictObject({ id: z.uuid() })
const Listing = z.strictObject(page)

export async function fileRoutes({ database, uploadDir }) {
  await mkdir(uploadDir, { recursive: true, mode: 0o700 })
  const receive = multer({ storage: multer.memoryStorage(), limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 0, parts: 1 } }).single('file')
  const router = Router()

  router.route('/')
    .get((request, response) => {
      const { limit, offset } = parse(Listing, request.query)
      const files = database.all(
        'SELECT id, name, type, size FROM files WHERE user_id = ? ORDER BY created_at DESC LIMIT ? OFFSET ?',
        request.principal.id, limit, offset,
      )
      response.json({ files, limit, offset })
    })
    .post(receive, async (request, response) => {
      const { file } = request
      if (file === undefined) throw new Problem(400, 'Send one file in the field "file"')
      const type = SIGNATURES.find(({ bytes }) => file.buffer.subarray(0, bytes.length).equals(bytes))?.type
      if (type === undefined || type !== file.mimetype) throw new Problem(415, 'Only PNG, JPEG and PDF files are taken')
      const { count } = database.get('SELECT COUNT(*) AS count FROM files WHERE user_id = ?', request.principal.id)
      if (count >= MAX_FILES_PER_USER) throw new Problem(409, 'Delete a file first')
      const id = randomUUID()
      await writeFile(join(uploadDir, id), file.buffer, { mode: 0o600, flag: 'wx' })
      const name = `${id}.${EXTENSIONS[type]}`
      database.run('INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)', id, request.principal.id, name, type, file.size, Date.now())
      response.status(201).location(`/api/files/${id}`).json({ id, name, type, size: file.size })
    })
    .all(onlyMethods('GET', 'POST'))

  router.route('/:id').get(async (request, response) => {
    const { id } = parse(Id, request.params)
    const file = database.get('SELECT id, name, type, size FROM files WHERE id = ? AND user_id = ?', id, request.principal.id)
    if (file === undefined) throw notFound()
    response.setHeader('Content-Type', file.type)
    response.setHeader('Content-Length', file.size)
    response.setHeader('Content-Disposition', `attachment; filename="${file.name}"`)
    await pipeline(createReadStream(join(uploadDir, file.id)), response)
  }).all(onlyMethods('GET'))

  return router
}
