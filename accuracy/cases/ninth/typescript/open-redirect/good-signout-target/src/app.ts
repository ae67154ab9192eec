import Koa from 'koa'
import Router from '@koa/router'

const BASE = 'https://portal.example.com'

export const app = new Koa()
const router = new Router()

function resolveTarget(next: string): URL {
  try {
    return new URL(next, BASE)
  } catch {
    return new URL(BASE)
  }
}

router.post('/signout', (ctx) => {
  const target = resolveTarget(String(ctx.query.next ?? '/'))
  ctx.cookies.set('sid', null)
  ctx.redirect(target.origin === BASE ? target.href : BASE)
})

app.use(router.routes())
