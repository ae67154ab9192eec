const Router = require('@koa/router')
const { accountOf, authorizeUrl } = require('./provider')

const router = new Router()

router.get('/login', (ctx) => {
  ctx.redirect(authorizeUrl({ state: ctx.query.next || '/' }))
})

router.get('/login/callback', async (ctx) => {
  const account = await accountOf(ctx.query.code)
  ctx.assert(account, 401)
  ctx.session.accountId = account.id
  ctx.redirect(ctx.query.state || '/')
})

module.exports = router
