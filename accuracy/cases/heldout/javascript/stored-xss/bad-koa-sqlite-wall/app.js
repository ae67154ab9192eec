import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { post, posts } from './wall.js'

const fill = (parts, ...values) => parts.flatMap((part, index) => [part, values[index] ?? '']).join('')

export const app = new Koa()
app.use(bodyParser())
app.use((ctx) => {
  if (ctx.method === 'POST') {
    post(String(ctx.request.body.text))
    return ctx.redirect('/')
  }
  ctx.type = 'html'
  ctx.body = posts()
    .map(({ text }) => fill`<blockquote>${text}</blockquote>`)
    .join('')
})
