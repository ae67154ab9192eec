import Koa from 'koa'
import { avatar } from './view.js'

export const app = new Koa()

app.use((ctx) => {
  ctx.type = 'text/html'
  ctx.body = `<body>${avatar(String(ctx.query.name ?? 'guest'))}</body>`
})
