import Koa from 'koa'
import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import { authenticate } from './authenticate.js'
import { update } from './accounts.js'

const COLUMNS = ['name', 'language']
const pick = (from) => Object.fromEntries(COLUMNS.filter((key) => key in from).map((key) => [key, from[key]]))
const router = new Router()

router.patch('/account', authenticate, async (ctx) => {
  const { id, ...changes } = ctx.request.body
  await update(ctx.state.account.id, pick(changes))
  ctx.body = pick(changes)
})

export const app = new Koa().use(bodyParser()).use(router.routes())
