import got from 'got'
import Router from '@koa/router'

const FORBIDDEN = ['localhost', '127.0.0.1', '169.254.169.254']

export const router = new Router()

router.post('/unfurl', async (ctx) => {
  const { url } = ctx.request.body as { url: string }
  const parsed = new URL(url)
  ctx.assert(!FORBIDDEN.includes(parsed.hostname), 400, 'host not accepted')
  const page = await got(parsed, { timeout: { request: 4000 }, retry: { limit: 0 }, followRedirect: false }).text()
  ctx.body = { title: /<title>([^<]{0,200})/.exec(page)?.[1] ?? parsed.hostname }
})
