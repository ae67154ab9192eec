import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { changePassword } from './accounts.js'
import { logger } from './logger.js'

export const app = new Koa()
app.use(bodyParser())
app.use(async (ctx) => {
  const { password, newPassword } = ctx.request.body
  logger.info({ body: { password, newPassword }, path: ctx.path }, 'change of password')
  await changePassword(ctx.state.accountId, password, newPassword)
  ctx.status = 204
})
