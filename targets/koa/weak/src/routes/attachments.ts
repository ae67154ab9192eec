import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import multer from '@koa/multer'
import Router from '@koa/router'
import { config } from '../config.ts'
import { get, run } from '../db.ts'
import { signedIn } from '../middleware/auth.ts'

const upload = multer({ dest: config.uploadFolder })

export const attachments = new Router()

attachments.post('/api/tickets/:id/attachments', signedIn, upload.single('file'), async (ctx) => {
  const ticket = get('SELECT id FROM tickets WHERE id = ? AND customer_id = ?', ctx.params.id, ctx.state.user.sub)
  if (!ticket) ctx.throw(404, 'No such ticket')
  const file = (ctx as any).file
  if (!file) ctx.throw(400, 'Send a file')
  const { lastInsertRowid } = run('INSERT INTO attachments (ticket_id, owner_id, name, path, type) VALUES (?, ?, ?, ?, ?)', ticket!.id, ctx.state.user.sub, file.originalname, file.path, file.mimetype)
  ctx.status = 201
  ctx.body = { id: Number(lastInsertRowid), name: file.originalname, type: file.mimetype, size: file.size }
})

attachments.get('/api/attachments/raw', signedIn, async (ctx) => {
  const path = join(config.uploadFolder, String(ctx.query.file))
  if (!existsSync(path)) ctx.throw(404, 'No such file')
  ctx.type = 'application/octet-stream'
  ctx.body = createReadStream(path)
})

attachments.get('/api/attachments/:id', signedIn, async (ctx) => {
  const file = get('SELECT * FROM attachments WHERE id = ? AND owner_id = ?', ctx.params.id, ctx.state.user.sub)
  if (!file) ctx.throw(404, 'No such attachment')
  ctx.type = file!.type
  ctx.body = createReadStream(file!.path)
})

attachments.delete('/api/attachments/:id', signedIn, async (ctx) => {
  const { changes } = run('DELETE FROM attachments WHERE id = ?', ctx.params.id)
  ctx.status = changes ? 204 : 404
})
