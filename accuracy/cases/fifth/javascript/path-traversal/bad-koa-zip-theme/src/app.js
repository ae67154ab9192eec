const Koa = require('koa')
const jwt = require('koa-jwt')
const themes = require('./themes/router')

const app = new Koa()

app.use(async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    ctx.status = error.status || 500
    ctx.body = { error: error.expose ? error.message : 'internal error' }
    if (!error.expose) console.error(error)
  }
})
app.use(jwt({ secret: process.env.JWT_KEY, algorithms: ['HS256'] }))
app.use(themes.routes())

module.exports = app
