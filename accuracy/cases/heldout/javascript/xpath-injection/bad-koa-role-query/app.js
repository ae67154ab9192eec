import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { find } from './accounts.js'

export const app = new Koa()
app.use(bodyParser())
app.use((ctx) => {
  const { login, pin } = ctx.request.body
  ctx.body = { known: find(String(login), String(pin)) !== undefined }
})
