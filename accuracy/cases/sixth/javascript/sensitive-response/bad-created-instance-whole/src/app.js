import Router from '@koa/router'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import jwt from 'koa-jwt'
import * as operators from './services/operators.js'

const router = new Router({ prefix: '/operators' })

router.use((ctx, next) => {
  if (ctx.state.user.role !== 'owner') ctx.throw(403)
  return next()
})

router.get('/', async (ctx) => {
  ctx.body = await operators.page(Number(ctx.query.after) || 0)
})

router.post('/', async (ctx) => {
  const { email, name, password } = ctx.request.body
  ctx.assert([email, name, password].every((value) => typeof value === 'string'), 422)
  ctx.status = 201
  ctx.body = await operators.enrol({ email, name, password })
})

export const app = new Koa()
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }))
app.use(bodyParser())
app.use(router.routes())
