import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { plugin } from './plugins.js'

export const app = new Koa()
app.use(bodyParser())
app.use(async (ctx) => {
  const { render } = await plugin(String(ctx.request.body.plugin))
  ctx.body = render(ctx.request.body.data)
})
