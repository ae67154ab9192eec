import Koa from 'koa'
import Router from '@koa/router'
import bodyParser from 'koa-bodyparser'
import nunjucks from 'nunjucks'

const environment = new nunjucks.Environment(null, { autoescape: true })
const router = new Router()

interface Letter {
  salutation: string
  text: string
}

function sourceOf(letter: Letter): string {
  const lines = ['<p>{{ salutation }}</p>']
  lines.push(`<p>${letter.text}</p>`)
  lines.push('<p>The office</p>')
  return lines.join('\n')
}

router.post('/letters', (ctx) => {
  const body = ctx.request.body as Partial<Letter>
  const letter: Letter = { salutation: String(body.salutation ?? 'Hello'), text: String(body.text ?? '') }

  ctx.type = 'html'
  ctx.body = environment.renderString(sourceOf(letter), letter)
})

const app = new Koa()
app.use(bodyParser())
app.use(router.routes())
app.listen(3000)
