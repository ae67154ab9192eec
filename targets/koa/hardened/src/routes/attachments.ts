import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import multer from '@koa/multer'
import Router from '@koa/router'
import type { Context } from 'koa'
import type { Services } from '../app.ts'
import { notFound, Problem } from '../library/problem.ts'
import { idOf, pageOf, takes } from '../library/schemas.ts'
import { principalOf } from '../middleware/access.ts'

const MOST_FILES = 100
const KINDS = [
  { type: 'image/png', extension: 'png', begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', extension: 'jpg', begins: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: 'application/pdf', extension: 'pdf', begins: Buffer.from('%PDF-') },
]
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1024 * 1024, files: 1, fields: 0, parts: 2, headerPairs: 20 } })

export function attachmentRoutes({ config, database }: Services): Router {
  const router = new Router({ prefix: '/api/attachments' })
  const own = (ctx: Context) => {
    const file = database.get('SELECT id, type, size FROM attachments WHERE id = ? AND owner = ?', idOf(ctx), principalOf(ctx).id)
    if (file === undefined) throw notFound()
    return file
  }

  router.post('/', takes({}), upload.single('file'), async (ctx) => {
    const owner = principalOf(ctx).id
    const bytes = (ctx as { file?: { buffer: Buffer } }).file?.buffer
    if (bytes === undefined) throw new Problem(400, 'Send one file')
    const kind = KINDS.find(({ begins }) => bytes.subarray(0, begins.length).equals(begins))
    if (kind === undefined) throw new Problem(415, 'Send a PNG, JPEG or PDF file')
    if (database.get('SELECT COUNT(*) AS count FROM attachments WHERE owner = ?', owner)?.['count'] >= MOST_FILES) throw new Problem(409, 'Delete a file first')
    const id = randomUUID()
    await writeFile(join(config.fileFolder, id), bytes, { mode: 0o600, flag: 'wx' })
    database.run('INSERT INTO attachments VALUES (?, ?, ?, ?)', id, owner, kind.type, bytes.length)
    ctx.status = 201
    ctx.body = { id, type: kind.type, size: bytes.length }
  })

  router.get('/', takes({ query: pageOf() }), async (ctx) => {
    const { limit, offset } = ctx.state['query']
    ctx.body = { attachments: database.all('SELECT id, type, size FROM attachments WHERE owner = ? ORDER BY id LIMIT ? OFFSET ?', principalOf(ctx).id, Number(limit), Number(offset)) }
  })

  router.get('/:id', takes({}), async (ctx) => {
    const file = own(ctx)
    const extension = KINDS.find(({ type }) => type === file['type'])?.extension ?? 'bin'
    ctx.set('content-disposition', `attachment; filename="${file['id']}.${extension}"`)
    ctx.type = file['type']
    ctx.body = createReadStream(join(config.fileFolder, file['id']))
  })

  router.delete('/:id', takes({}), async (ctx) => {
    const file = own(ctx)
    database.run('DELETE FROM attachments WHERE id = ? AND owner = ?', file['id'], principalOf(ctx).id)
    await unlink(join(config.fileFolder, file['id']))
    ctx.status = 204
  })

  return router
}
