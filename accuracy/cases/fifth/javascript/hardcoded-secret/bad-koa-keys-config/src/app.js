const Koa = require('koa')
const session = require('koa-session')
const config = require('../config')

const app = new Koa()
app.keys = config.sessionKeys
app.use(session(config.session, app))
app.use(async (ctx) => {
  ctx.session.views = (ctx.session.views ?? 0) + 1
  ctx.body = { views: ctx.session.views }
})
app.listen(config.port)
