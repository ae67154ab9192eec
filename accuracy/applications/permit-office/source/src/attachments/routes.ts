import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import multer from 'multer'
import { z } from 'zod'
import { db, inTransaction, record } from '../db'
import { Problem } from '../http/errors'
import { actorOf, allow, handle, read } from '../http/handle'
import { throttle } from '../http/throttle'
import { type Actor, visibleTo } from '../policy'
import { Id } from '../permits/routes'
import { drop, open, put, sniff } from './store'

const Meta = z.object({ title: z.string().trim().min(1).max(120) })
const most = 20

const oneFile = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 5 * 1024 * 1024, files: 1, fields: 4, fieldSize: 1000, parts: 6 },
}).single('file')

export const attachmentRoutes = Router()

async function visible(actor: Actor, id: string) {
  const query = db('attachments').join('permits', 'permits.id', 'attachments.permit_id').where('attachments.id', id)
  const row = await visibleTo(query, actor).first('attachments.id', 'attachments.media_type', 'attachments.size', 'permits.id as permit')
  if (!row) throw new Problem(404, 'not-found')
  return row as { id: string; media_type: string; size: number; permit: string }
}

attachmentRoutes.get('/permits/:id/attachments', handle(async (req, res) => {
  const query = db('attachments').join('permits', 'permits.id', 'attachments.permit_id').where('permits.id', read(Id, req.params).id)
  res.json(await visibleTo(query, actorOf(req)).select('attachments.id', 'attachments.title', 'attachments.media_type', 'attachments.size').limit(most))
}))

attachmentRoutes.post('/permits/:id/attachments', throttle('upload'), allow('permit.write'), oneFile, handle(async (req, res) => {
  const actor = actorOf(req)
  const { id: permit } = read(Id, req.params)
  const { title } = read(Meta, req.body)
  const media_type = req.file ? sniff(req.file.buffer) : null
  if (!req.file || !media_type) throw new Problem(415, 'pdf-png-jpeg')
  const { buffer, size } = req.file

  const id = await put(buffer)
  try {
    await inTransaction(async (tx) => {
      const owner = await tx('permits').where({ id: permit, applicant_id: actor.id, status: 'draft' }).forUpdate().first('id')
      if (!owner) throw new Problem(404, 'not-found')
      const [count] = await tx('attachments').where({ permit_id: permit }).count({ rows: '*' })
      if (Number(count?.rows) >= most) throw new Problem(409, 'too-many')
      await tx('attachments').insert({ id, permit_id: permit, title, media_type, size })
      await record(tx, actor.id, 'attachment.added', permit, { id })
    })
  } catch (err) {
    await drop(id)
    throw err
  }
  res.status(201).json({ id })
}))

attachmentRoutes.get('/attachments/:id', handle(async (req, res) => {
  const row = await visible(actorOf(req), read(Id, req.params).id)
  res.setHeader('content-type', row.media_type)
  res.setHeader('content-length', row.size)
  res.setHeader('content-disposition', 'attachment')
  res.setHeader('content-security-policy', "default-src 'none'; sandbox")
  await pipeline(open(row.id), res)
}))

attachmentRoutes.delete('/attachments/:id', throttle('write'), allow('permit.write'), handle(async (req, res) => {
  const actor = actorOf(req)
  const row = await visible(actor, read(Id, req.params).id)
  await inTransaction(async (tx) => {
    const draft = await tx('permits').where({ id: row.permit, applicant_id: actor.id, status: 'draft' }).forUpdate().first('id')
    if (!draft) throw new Problem(409, 'no-draft')
    await tx('attachments').where({ id: row.id }).delete()
    await record(tx, actor.id, 'attachment.removed', row.permit, { id: row.id })
  })
  await drop(row.id)
  res.status(204).end()
}))
