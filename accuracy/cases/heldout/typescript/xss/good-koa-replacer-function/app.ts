import Koa from 'koa'
import { fill } from './fill.js'

const PAGE = '<h1>Tour of %place%</h1><p>Guide: %guide%</p>'
export const app = new Koa()

app.use((ctx) => {
  ctx.type = 'html'
  ctx.body = fill(PAGE, { place: String(ctx.query.place ?? 'the town'), guide: 'Ada' })
})
