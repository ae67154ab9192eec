const { writeFile } = require('node:fs/promises')
const path = require('node:path')
const Koa = require('koa')
const { bodyParser } = require('@koa/bodyparser')

const app = new Koa()
app.use(bodyParser())

app.use(async (ctx) => {
  const { title, text } = ctx.request.body
  const name = `${path.basename(String(title)).replaceAll('.', '')}.md`
  await writeFile(path.join('/srv/notes', name), String(text))
  ctx.status = 201
})

app.listen(3000)
