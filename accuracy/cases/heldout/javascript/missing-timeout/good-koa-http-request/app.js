import Koa from 'koa'
import { state } from './printer.js'

export const app = new Koa()

app.use(async (ctx) => {
  ctx.body = { printer: await state() }
})
