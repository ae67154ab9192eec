const Router = require('@koa/router')
const argon2 = require('argon2')
const ratelimit = require('koa-ratelimit')
const members = require('./members')

const router = new Router()

router.post('/login', ratelimit({ driver: 'memory', db: new Map(), duration: 60_000, max: 10 }), async (ctx) => {
  const { email, password } = ctx.request.body
  const member = await members.byEmail(String(email))
  const isKnown = member && (await argon2.verify(member.password_hash, String(password)))
  ctx.assert(isKnown, 401)
  ctx.session.memberId = member.id
  ctx.body = { name: member.name }
})

module.exports = router
