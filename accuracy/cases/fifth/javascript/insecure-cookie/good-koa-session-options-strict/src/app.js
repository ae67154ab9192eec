const Koa = require('koa')
const { koaBody } = require('koa-body')
const session = require('koa-session')
const config = require('./config')
const login = require('./login')

const app = new Koa()
app.keys = config.keys
app.proxy = true
app.use(session(config.session, app))
app.use(koaBody({ jsonLimit: '20kb' }))
app.use(login.routes())

app.listen(config.port)
