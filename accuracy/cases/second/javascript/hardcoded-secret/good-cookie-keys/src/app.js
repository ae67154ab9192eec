const Koa = require('koa')
const session = require('koa-session')
const routes = require('./routes')

const app = new Koa()
app.keys = [process.env.COOKIE_KEY, process.env.COOKIE_KEY_FORMER]
app.use(session({ key: 'sid', maxAge: 28_800_000, httpOnly: true, secure: true, sameSite: 'lax' }, app))
app.use(routes.routes())

module.exports = app
