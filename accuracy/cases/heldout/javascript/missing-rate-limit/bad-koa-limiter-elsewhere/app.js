import Koa from 'koa'
import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import { RateLimit } from 'koa2-ratelimit'
import { passwordMatches } from './accounts.js'
import { openSession } from './sessions.js'

const router = new Router()
const limiter = RateLimit.middleware({ interval: { min: 1 }, max: 5 })

router.get('/news', limiter, (ctx) => {
  ctx.body = []
})

router.post('/login', async (ctx) => {
  const { login, password } = ctx.request.body
  const account = await passwordMatches(String(login), String(password))
  ctx.assert(account, 401)
  ctx.body = { session: await openSession(account) }
})

export const app = new Koa().use(bodyParser()).use(router.routes())
