import Koa from 'koa'
import escapeHtml from 'escape-html'

export const app = new Koa()

app.use(async (ctx) => {
  const back = String(ctx.query.back ?? '/')
  const href = back === '' ? '/' : back
  ctx.type = 'html'
  ctx.body = `<a href="${escapeHtml(href)}">Back</a>`
})
