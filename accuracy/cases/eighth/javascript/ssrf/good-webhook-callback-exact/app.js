const Koa = require('koa')
const Router = require('@koa/router')
const bodyParser = require('koa-bodyparser')
const axios = require('axios')

const router = new Router()
const PARTNER = 'hooks.partner.example'

function withTarget(text, use) {
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.hostname !== PARTNER) throw new Error('not the partner')
  return use(url)
}

router.post('/hooks/test', async (ctx) => {
  const text = String(ctx.request.body.target ?? `https://${PARTNER}/ping`)
  try {
    const status = await withTarget(text, async (url) => {
      const answer = await axios.post(url.href, { test: true }, { timeout: 5000, maxRedirects: 0 })
      return answer.status
    })
    ctx.body = { status }
  } catch (error) {
    ctx.status = 422
    ctx.body = { error: 'the hook does not answer' }
  }
})

const app = new Koa()
app.use(bodyParser())
app.use(router.routes())
app.listen(3000)
