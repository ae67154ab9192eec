import Koa from 'koa'
import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import session from 'koa-session'
import { discountOf } from './codes.js'

const app = new Koa()
app.keys = [process.env.SESSION_KEY]
const router = new Router()

router.post('/basket/code', async (ctx) => {
  const { code, discount } = ctx.request.body
  const stored = await discountOf(String(code))
  ctx.assert(stored !== undefined, 404)
  ctx.session.discount = discount ?? stored
  ctx.body = { discount: ctx.session.discount, asked: discount }
})

app.use(session({ secure: true, httpOnly: true, sameSite: 'lax' }, app)).use(bodyParser()).use(router.routes())

export { app }
