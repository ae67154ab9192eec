const Koa = require('koa')
const Router = require('@koa/router')
const { bus } = require('./bus')

const app = new Koa()
const router = new Router()

router.post('/boards/:board/views', async (ctx) => {
  await new Promise((resolve, reject) => {
    bus.emit('board:viewed', ctx.params.board, (err) => (err ? reject(err) : resolve()))
  })
  ctx.status = 204
})

app.use(router.routes())

module.exports = app
