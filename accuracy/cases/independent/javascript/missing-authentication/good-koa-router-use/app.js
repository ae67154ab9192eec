import Router from '@koa/router'
import jwt from 'jsonwebtoken'
import { transfer } from './ledger.js'

export const router = new Router({ prefix: '/transfers' })

async function authenticate(ctx, next) {
  try {
    ctx.state.user = jwt.verify(ctx.get('authorization').slice(7), process.env.JWT_KEY, { algorithms: ['HS256'] })
  } catch {
    ctx.throw(401)
  }
  await next()
}

router.use(authenticate)

router.post('/', async (ctx) => {
  const { from, to, amount } = ctx.request.body
  ctx.body = await transfer(String(from), String(to), Number(amount))
})
