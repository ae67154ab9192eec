import Router from '@koa/router'
import { pool } from './pool.js'

const router = new Router({ prefix: '/subscription' })

async function requireUser(ctx, next) {
  if (!ctx.session?.userId) ctx.throw(401)
  await next()
}

async function cancel(ctx) {
  const { userId } = ctx.session
  await pool.query('UPDATE subscriptions SET active = false WHERE user_id = $1', [userId])
  ctx.body = { cancelled: true }
}

function form(ctx) {
  ctx.type = 'html'
  ctx.body = '<form method="post" action="/subscription/cancel"><button>Cancel</button></form>'
}

router.get('/cancel', requireUser, form)
router.post('/cancel', requireUser, cancel)

export default router
