import Router from '@koa/router'
import getRawBody from 'raw-body'
import { MultipartBody } from './multipart.js'

const ARCHIVE = 'https://archive.mossbank.example/v1/files'

export const forward = new Router()

forward.post('/archive', async (ctx) => {
  const content = await getRawBody(ctx.req, { limit: '10mb' })
  const name = String(ctx.query.name ?? 'document.pdf')
  const { type, body } = new MultipartBody().file('file', name, 'application/pdf', content).end()
  const response = await fetch(ARCHIVE, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${process.env.ARCHIVE_TOKEN}` },
    body,
    signal: AbortSignal.timeout(15_000),
  })
  ctx.status = response.ok ? 201 : 502
})
