import Router from '@koa/router'
import Koa from 'koa'

const app = new Koa()
const router = new Router()

const HOSTS = new Set(['mail.internal', 'search.internal', 'cdn.example'])
const permitted = (host) => HOSTS.has(host)

async function probe({ host, secure = true }) {
  const scheme = secure ? 'https' : 'http'
  const answer = await fetch(`${scheme}://${host}/status`, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(3000),
  })
  return answer.status
}

router.get('/probe', async (ctx) => {
  const host = String(ctx.query.host ?? '')
  ctx.assert(host !== '' && permitted(host), 422, 'host')
  try {
    ctx.body = { host, status: await probe({ host }) }
  } catch {
    ctx.status = 502
    ctx.body = { host, status: null }
  }
})

app.use(router.routes()).use(router.allowedMethods())
app.listen(3000)
