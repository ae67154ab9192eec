import Router from '@koa/router'
import { operatorOnly } from './auth.js'
import { probes } from './queue.js'

export const router = new Router()

router.post('/probes', operatorOnly, async (ctx) => {
  const { host } = ctx.request.body as { host: string }
  const job = await probes.add('probe', { host: String(host) })
  ctx.status = 202
  ctx.body = { job: job.id }
})
