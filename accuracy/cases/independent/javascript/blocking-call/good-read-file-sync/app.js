import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import Koa from 'koa'

const app = new Koa()
const banner = readFileSync('/srv/banner.txt', 'utf8')

app.use(async (ctx) => {
  const terms = await readFile('/srv/terms.txt', 'utf8')
  ctx.type = 'text/plain'
  ctx.body = `${banner}\n${terms}`
})

app.listen(3000)
