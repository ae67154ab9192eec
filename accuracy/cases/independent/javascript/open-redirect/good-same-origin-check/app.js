import Koa from 'koa'

const app = new Koa()
const OURS = 'https://example.com'

app.use(async (ctx) => {
  const target = new URL(String(ctx.query.to ?? '/'), OURS)
  if (target.origin !== OURS) return ctx.throw(400)
  ctx.redirect(target.href)
})

app.listen(3000)
