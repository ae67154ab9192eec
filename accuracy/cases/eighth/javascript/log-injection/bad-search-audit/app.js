import { appendFile } from 'node:fs/promises'
import Koa from 'koa'
import Router from '@koa/router'

const router = new Router()
const LOG = '/var/log/catalogue/search.log'

const writers = {
  plain: (term) => `search ${term}\n`,
  json: (term) => `search ${JSON.stringify(term)}\n`,
}

router.get('/search', async (ctx) => {
  const term = String(ctx.query.q ?? '')
  const line = writers['plain'](term)

  await appendFile(LOG, line)
  ctx.body = { results: [], length: term.length }
})

const app = new Koa()
app.use(router.routes())
app.listen(3000)
