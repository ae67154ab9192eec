import Koa from 'koa'
import { forget } from './tmp.js'

export const app = new Koa()

app.use(async (ctx) => {
  ctx.assert(ctx.method === 'DELETE', 405)
  await forget(ctx.get('x-upload-key'))
  ctx.status = 204
})
