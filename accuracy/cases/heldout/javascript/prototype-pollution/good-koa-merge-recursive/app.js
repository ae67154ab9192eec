import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { merge } from './merge.js'

const layout = { columns: 2 }
export const app = new Koa()
app.use(bodyParser())
app.use((ctx) => {
  ctx.body = merge(layout, ctx.request.body)
})
