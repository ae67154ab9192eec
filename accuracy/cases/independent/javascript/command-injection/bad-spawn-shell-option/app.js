import { spawn } from 'node:child_process'
import Koa from 'koa'
import { koaBody } from 'koa-body'

const app = new Koa()
app.use(koaBody())

app.use(async (ctx) => {
  const word = ctx.request.body.word ?? ''
  const child = spawn('grep', ['-c', word, '/srv/book.txt'], { shell: true })
  ctx.body = await new Promise((resolve) => {
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.on('close', () => resolve({ count: Number(out) }))
  })
})

app.listen(3000)
