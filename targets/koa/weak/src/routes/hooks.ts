import { createHmac } from 'node:crypto'
import Router from '@koa/router'
import { config } from '../config.ts'
import { all, get, run } from '../db.ts'
import { signedIn } from '../middleware/auth.ts'

export const hooks = new Router()

hooks.get('/api/webhooks', signedIn, async (ctx) => {
  ctx.body = all('SELECT id, url, event FROM webhooks WHERE user_id = ? LIMIT 50', ctx.state.user.sub)
})

hooks.post('/api/webhooks', signedIn, async (ctx) => {
  const { url, event = 'ticket.created' } = ctx.request.body as any
  const { lastInsertRowid } = run('INSERT INTO webhooks (user_id, url, event) VALUES (?, ?, ?)', ctx.state.user.sub, String(url), String(event))
  ctx.status = 201
  ctx.body = get('SELECT id, url, event FROM webhooks WHERE id = ?', lastInsertRowid)
})

hooks.post('/api/webhooks/test', signedIn, async (ctx) => {
  const { url } = ctx.request.body as any
  const response = await fetch(url)
  ctx.body = { status: response.status, body: (await response.text()).slice(0, 2000) }
})

hooks.post('/hooks/mail', async (ctx) => {
  const given = ctx.get('x-mail-signature')
  const expected = createHmac('sha256', config.mailSecret).update(JSON.stringify(ctx.request.body)).digest('hex')
  if (given && given !== expected) ctx.throw(401, 'Bad signature')
  const { from, subject, text } = ctx.request.body as any
  const customer = get('SELECT id FROM users WHERE email = ?', String(from))
  const ref = `M-${Date.now().toString(36)}`
  run('INSERT INTO tickets (ref, customer_id, subject, body) VALUES (?, ?, ?, ?)', ref, customer?.id ?? 0, String(subject), String(text ?? ''))
  ctx.status = 202
  ctx.body = { ref, view: `/t/${ref}` }
})

hooks.post('/hooks/opened', async (ctx) => {
  try {
    get(`SELECT id FROM tickets WHERE ref = '${(ctx.request.body as any).ref}'`)
  } catch {}
  ctx.status = 202
  ctx.body = { ok: true }
})
