const Koa = require('koa')
const session = require('koa-session')
const { randomBytes } = require('node:crypto')
const auth = require('./auth/router')

const app = new Koa()
app.keys = [process.env.SESSION_KEY]
app.use(session({ httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3_600_000 }, app))
app.use(async (ctx, next) => {
  ctx.session.nonce ??= randomBytes(16).toString('hex')
  await next()
})
app.use(auth.routes())

module.exports = app
