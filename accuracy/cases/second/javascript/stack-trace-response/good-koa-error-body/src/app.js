const Koa = require('koa')
const errors = require('./errors')
const logger = require('./logger')
const routes = require('./routes')

const app = new Koa()
app.use(errors(logger))
app.use(routes.routes())

module.exports = app
