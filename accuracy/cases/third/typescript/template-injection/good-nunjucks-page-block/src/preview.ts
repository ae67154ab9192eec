import nunjucks from 'nunjucks'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'

const env = new nunjucks.Environment(new nunjucks.FileSystemLoader('views'), { autoescape: true })
const app = new Koa()

app.use(bodyParser())
app.use(async (ctx) => {
  if (ctx.method !== 'POST' || ctx.path !== '/preview') return
  const { heading, body } = ctx.request.body as { heading: string; body: string }
  ctx.body = env.renderString('{% extends "page.njk" %}{% block body %}{{ body }}{% endblock %}', { heading, body })
})

export default app
