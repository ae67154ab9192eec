import { readFile } from 'node:fs/promises'
import Koa from 'koa'
import Router from '@koa/router'

const router = new Router()
const reader = (name) => () => readFile(`/srv/lessons/${name}.md`, 'utf8')

router.get('/lessons', async (ctx) => {
  const lesson = Number(ctx.query.lesson)
  ctx.assert(Number.isSafeInteger(lesson), 404)
  const read = reader(lesson)
  ctx.type = 'text/markdown'
  ctx.body = await read()
})

export const app = new Koa().use(router.routes())
