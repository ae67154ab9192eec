const Koa = require('koa')
const { find } = require('./menu')

const app = new Koa()

app.use(async (ctx) => {
  if (ctx.path !== '/dish') return
  const found = find(String(ctx.query.name ?? ''))
  ctx.status = found ? 200 : 404
  ctx.body = found ?? { error: 'no such dish' }
})

module.exports = app
