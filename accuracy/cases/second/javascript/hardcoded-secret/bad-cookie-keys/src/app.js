const Koa = require('koa')
const session = require('koa-session')
const routes = require('./routes')

const app = new Koa()
app.keys = ['n4Kd82hsQpz61vYtRw0e', 'cG73mmX1bVt95uLaZqoP']
app.use(session({ key: 'sid', maxAge: 28_800_000, httpOnly: true, secure: true, sameSite: 'lax' }, app))
app.use(routes.routes())

module.exports = app
