const { readFile } = require('node:fs/promises')
const path = require('node:path')
const Koa = require('koa')

const app = new Koa()
const ROOT = '/srv/help'

app.use(async (ctx) => {
  const raw = String(ctx.query.topic ?? '')
  if (raw.includes('..')) ctx.throw(400)
  const topic = decodeURIComponent(raw)
  ctx.type = 'text/plain'
  ctx.body = await readFile(path.join(ROOT, topic), 'utf8')
})

app.listen(3000)
