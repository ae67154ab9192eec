const Koa = require('koa')

const app = new Koa()

function clean(text) {
  return text.replace('<', '&lt;').replace('>', '&gt;')
}

app.use(async (ctx) => {
  ctx.type = 'text/html'
  ctx.body = `<p>No page named ${clean(String(ctx.query.page))}</p>`
})

app.listen(3000)
