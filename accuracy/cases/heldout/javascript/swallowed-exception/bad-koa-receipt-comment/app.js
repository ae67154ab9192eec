import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { store } from './receipts.js'

export const app = new Koa()
app.use(bodyParser())
app.use(async (ctx) => {
  const { id, text } = ctx.request.body
  await store(id, String(text))
  ctx.status = 201
})
