const Router = require('@koa/router')
const { accountOf, authorizeUrl } = require('./provider')

const PAGES = new Set(['/', '/orders', '/profile'])

const router = new Router()

router.get('/login', (ctx) => {
  ctx.session.next = PAGES.has(ctx.query.next) ? ctx.query.next : '/'
  ctx.redirect(authorizeUrl({ state: ctx.session.nonce }))
})

router.get('/login/callback', async (ctx) => {
  ctx.assert(ctx.query.state === ctx.session.nonce, 400)
  const account = await accountOf(ctx.query.code)
  ctx.assert(account, 401)
  ctx.session.accountId = account.id
  ctx.redirect(ctx.session.next ?? '/')
})

module.exports = router
