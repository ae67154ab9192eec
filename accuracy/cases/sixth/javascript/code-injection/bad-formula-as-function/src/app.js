import Router from '@koa/router'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import jwt from 'koa-jwt'
import { evaluate } from './rules/evaluate.js'
import { ruleOf, save } from './rules/store.js'

const router = new Router()

router.put('/rule', async (ctx) => {
  await save(String(ctx.state.user.merchant), String(ctx.request.body.source))
  ctx.status = 204
})

router.post('/price', async (ctx) => {
  const total = Number(ctx.request.body.total) || 0
  const items = Number(ctx.request.body.items) || 0
  const discount = evaluate(await ruleOf(String(ctx.state.user.merchant)), { total, items })
  ctx.body = { total, discount: Math.min(Math.max(discount, 0), total) }
})

export const app = new Koa()
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }))
app.use(bodyParser())
app.use(router.routes())
