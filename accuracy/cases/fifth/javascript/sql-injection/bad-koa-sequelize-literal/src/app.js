const Koa = require('koa')
const Router = require('@koa/router')
const cottages = require('./services/cottages')

const app = new Koa()
const router = new Router()

router.get('/cottages', async (ctx) => {
  const { beds = '1', order = 'name' } = ctx.query
  ctx.assert(/^\d{1,2}$/.test(beds), 422)
  ctx.body = await cottages.list({ beds: Number(beds), order: String(order) })
})

app.on('error', (error) => console.error(error))
app.use(router.routes()).use(router.allowedMethods())
app.listen(process.env.PORT || 3000)
