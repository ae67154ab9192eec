import Koa from 'koa'
import { transport } from './transport.js'

export const app = new Koa()

app.use(async (ctx) => {
  await transport.sendMail({ from: 'desk@example.org', to: 'desk@example.org', subject: 'Test', text: 'Test' })
  ctx.status = 204
})
