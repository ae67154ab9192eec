const Koa = require('koa')
const Router = require('@koa/router')
const { groupsOf } = require('./directory')
const { session } = require('./session')

const app = new Koa()
const router = new Router({ prefix: '/groups' })

router.get('/', async (ctx) => {
  ctx.assert(typeof ctx.query.member === 'string', 422, 'member is missing')
  ctx.body = { groups: await groupsOf(ctx.query.member) }
})

app.use(session)
app.use(router.routes()).use(router.allowedMethods())
app.listen(process.env.PORT || 3000)
