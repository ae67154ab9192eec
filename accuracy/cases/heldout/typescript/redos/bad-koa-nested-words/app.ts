import Koa, { type Context } from 'koa'
import { isTitle } from './slug.js'

export const app = new Koa()

app.use(async (ctx: Context) => {
  const { title } = ctx.query
  ctx.assert(typeof title === 'string' && isTitle(title), 422, 'not a title')
  ctx.body = { title }
})
