import got from 'got'
import Router from '@koa/router'

const ACCEPTED = ['news.example.com', 'blog.example.org']

export const router = new Router()

router.post('/unfurl', async (ctx) => {
  const { url } = ctx.request.body as { url: string }
  const parsed = new URL(url)
  ctx.assert(ACCEPTED.includes(parsed.hostname) && parsed.protocol === 'https:', 400, 'host not accepted')
  const page = await got(parsed, { timeout: { request: 4000 }, retry: { limit: 0 }, followRedirect: false }).text()
  ctx.body = { title: /<title>([^<]{0,200})/.exec(page)?.[1] ?? parsed.hostname }
})
