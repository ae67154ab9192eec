import Koa from 'koa'
import { identity } from './identity.js'

export const app = new Koa()

app.use(async (ctx) => {
  const token = ctx.get('authorization').slice('Bearer '.length)
  ctx.assert(token !== '', 401)
  const { sub } = await identity(token)
  ctx.body = { id: sub }
})
