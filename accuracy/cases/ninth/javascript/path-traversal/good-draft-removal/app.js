const { unlink } = require('node:fs/promises')
const Koa = require('koa')
const Router = require('@koa/router')

const app = new Koa()
const router = new Router()

router.delete('/drafts', async (ctx) => {
  const names = ['autosave.md', ...[ctx.query.draft ?? []].flat()]
  const [first, ...others] = names
  if (others.length === 0) {
    ctx.throw(400, 'draft is required')
  }
  await unlink('/srv/drafts/' + first)
  ctx.body = { removed: 1, kept: first.length > 0 }
})

app.use(router.routes())

module.exports = app
