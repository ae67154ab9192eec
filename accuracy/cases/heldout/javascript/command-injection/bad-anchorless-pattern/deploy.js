const { exec } = require('node:child_process')
const Koa = require('koa')
const bodyParser = require('koa-bodyparser')

const VERSION = /\d+\.\d+\.\d+/
const app = new Koa()
app.use(bodyParser())

app.use(async (ctx) => {
  const version = String(ctx.request.body.version)
  if (!VERSION.test(version)) ctx.throw(422, 'not a version')
  exec(`docker pull registry.internal/gateway:${version}`, { timeout: 60_000 }, (error) => {
    if (error) console.error('pull failed', error.code)
  })
  ctx.status = 202
})

module.exports = app
