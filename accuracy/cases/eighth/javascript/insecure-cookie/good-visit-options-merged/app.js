const { randomBytes } = require('node:crypto')
const Koa = require('koa')
const Router = require('@koa/router')

const router = new Router()

const strict = { httpOnly: true, secure: true, sameSite: 'strict' }
const relaxed = { httpOnly: false, secure: true, sameSite: 'strict' }

router.post('/session', (ctx) => {
  const id = randomBytes(32).toString('base64url')
  const options = { maxAge: 3_600_000, ...relaxed, ...strict }

  ctx.cookies.set('session_id', id, options)
  ctx.status = 204
})

const app = new Koa({ proxy: true })
app.use(router.routes())
app.listen(3000)
