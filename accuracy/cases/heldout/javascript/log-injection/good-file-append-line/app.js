import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { journal } from './journal.js'

export const app = new Koa()
app.use(bodyParser())
app.use(async (ctx) => {
  const { page, text } = ctx.request.body
  await journal({ at: Date.now(), page: String(page), text: String(text) })
  ctx.status = 204
})
