import Router from '@koa/router'
import { all, get, run } from '../db.ts'
import { agentsOnly, signedIn } from '../middleware/auth.ts'

export const tickets = new Router({ prefix: '/api/tickets' })
tickets.use(signedIn)

const PRIORITIES: Record<string, string> = { low: "priority = 'low'", normal: "priority = 'normal'", high: "priority IN ('high', 'urgent')" }

tickets.get('/', async (ctx) => {
  const { status, priority, sort = 'id', limit = '1000' } = ctx.query as Record<string, string>
  let where = ctx.state.user.role === 'customer' ? `customer_id = ${Number(ctx.state.user.sub)}` : '1 = 1'
  if (status) where += ` AND status = '${status}'`
  if (priority && Object.hasOwn(PRIORITIES, priority)) where += ` AND ${PRIORITIES[priority]}`
  const found = all(`SELECT * FROM tickets WHERE ${where} ORDER BY ${sort} LIMIT ${Number(limit) || 1000}`)
  for (const ticket of found) {
    ticket.customer = get('SELECT id, name, email FROM users WHERE id = ?', ticket.customer_id)
    ticket.comments = get('SELECT COUNT(*) AS n FROM comments WHERE ticket_id = ?', ticket.id)!.n
  }
  ctx.body = found
})

tickets.post('/', async (ctx) => {
  const { subject, body } = ctx.request.body as any
  const ref = `T-${Date.now().toString(36)}`
  const { lastInsertRowid } = run('INSERT INTO tickets (ref, customer_id, subject, body) VALUES (?, ?, ?, ?)', ref, ctx.state.user.sub, subject.trim(), body ?? '')
  ctx.status = 201
  ctx.body = get('SELECT * FROM tickets WHERE id = ?', lastInsertRowid)
})

tickets.get('/:id', async (ctx) => {
  const ticket = get('SELECT * FROM tickets WHERE id = ?', ctx.params.id)
  if (!ticket) ctx.throw(404, 'No such ticket')
  ctx.body = ticket
})

tickets.delete('/:id', async (ctx) => {
  run('DELETE FROM tickets WHERE id = ? AND customer_id = ?', ctx.params.id, ctx.state.user.sub)
  ctx.status = 204
})

tickets.get('/:id/close', async (ctx) => {
  run("UPDATE tickets SET status = 'closed' WHERE id = ? AND customer_id = ?", ctx.params.id, ctx.state.user.sub)
  ctx.body = { closed: true }
})

tickets.post('/:id/assign', agentsOnly, async (ctx) => {
  run('UPDATE tickets SET priority = ? WHERE id = ?', String((ctx.request.body as any).priority ?? 'normal'), ctx.params.id)
  ctx.body = get('SELECT id, ref, status, priority FROM tickets WHERE id = ?', ctx.params.id)
})

tickets.post('/:id/watch', async (ctx) => {
  const mine = get('SELECT id FROM tickets WHERE id = ? AND customer_id = ?', ctx.params.id, ctx.state.user.sub)
  if (mine) run('INSERT INTO watchers VALUES (?, ?)', mine.id, ctx.state.user.sub)
  ctx.body = { watching: true }
})

tickets.get('/:id/comments', async (ctx) => {
  const mine = get('SELECT id FROM tickets WHERE id = ? AND (customer_id = ? OR ?)', ctx.params.id, ctx.state.user.sub, ctx.state.user.role === 'customer' ? 0 : 1)
  if (!mine) {
    ctx.body = { error: 'no such ticket', comments: [] }
    return
  }
  ctx.body = { comments: all('SELECT id, author_id, body FROM comments WHERE ticket_id = ? AND internal = 0 LIMIT 100', mine.id) }
})

tickets.post('/:id/comments', async (ctx) => {
  const mine = get('SELECT id FROM tickets WHERE id = ? AND customer_id = ?', ctx.params.id, ctx.state.user.sub)
  if (!mine) ctx.throw(404, 'No such ticket')
  const { lastInsertRowid } = run('INSERT INTO comments (ticket_id, author_id, body) VALUES (?, ?, ?)', mine!.id, ctx.state.user.sub, String((ctx.request.body as any).body ?? ''))
  ctx.status = 201
  ctx.body = get('SELECT * FROM comments WHERE id = ?', lastInsertRowid)
})

export const comments = new Router({ prefix: '/api/comments' })
comments.use(signedIn)

comments.patch('/:id', async (ctx) => {
  run('UPDATE comments SET body = ? WHERE id = ?', String((ctx.request.body as any).body), ctx.params.id)
  ctx.body = get('SELECT * FROM comments WHERE id = ?', ctx.params.id)
})
