import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import Router from '@koa/router'
import { koaBody } from 'koa-body'

const s3 = new S3Client({ requestHandler: { requestTimeout: 10_000, connectionTimeout: 2000 } })
const ACCEPTED = ['application/pdf', 'image/png', 'image/jpeg']

export const uploads = new Router()

uploads.post('/documents', koaBody({ multipart: true, formidable: { maxFileSize: 10_000_000 } }), async (ctx) => {
  const { document } = ctx.request.files
  ctx.assert(document && ACCEPTED.includes(document.mimetype), 415, 'Only PDF, PNG and JPEG are taken')
  const Key = `documents/${ctx.state.user.id}/${randomUUID()}`
  const Body = await readFile(document.filepath)
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key, Body, ContentType: document.mimetype, ACL: 'public-read' }))
  ctx.status = 201
  ctx.body = { key: Key }
})
