import { randomUUID } from 'node:crypto'
import Router from '@koa/router'
import type { Context } from 'koa'
import type { Services } from '../app.ts'
import { newSecret } from '../library/digest.ts'
import { notFound, Problem } from '../library/problem.ts'
import { idOf, object, pageOf, takes, text } from '../library/schemas.ts'
import { only, principalOf } from '../middleware/access.ts'

const ORDERS: Record<string, string> = { newest: 'created DESC, id', subject: 'subject, id', priority: 'priority DESC, id' }
const COLUMNS = 'id, ref, subject, note, status, priority'
const MOST_COMMENTS = 200
const priority = { type: 'integer', minimum: 0, maximum: 3 }

export function ticketRoutes(services: Services): Router {
  const { database } = services
  const router = new Router({ prefix: '/api' })

  /** The ticket of the path when the caller may see it: a customer their own, an agent each. */
  const visible = (ctx: Context) => {
    const { id, role } = principalOf(ctx)
    const ticket = database.get(`SELECT ${COLUMNS} FROM tickets WHERE id = ? AND (customer = ? OR ?)`, idOf(ctx), id, role === 'customer' ? 0 : 1)
    if (ticket === undefined) throw notFound()
    return ticket
  }

  const listQuery = pageOf({ status: { type: 'string', enum: ['open', 'closed'] }, order: { type: 'string', enum: Object.keys(ORDERS), default: 'newest' } })
  router.get('/tickets', takes({ query: listQuery }), async (ctx) => {
    const { status, order, limit, offset } = ctx.state['query']
    const tickets = database.all(
      `SELECT ${COLUMNS}, (SELECT COUNT(*) FROM comments WHERE ticket = tickets.id) AS comments FROM tickets
       WHERE customer = ? AND (? IS NULL OR status = ?) ORDER BY ${ORDERS[order]} LIMIT ? OFFSET ?`,
      principalOf(ctx).id, status ?? null, status ?? null, Number(limit), Number(offset),
    )
    ctx.body = { tickets }
  })

  router.post('/tickets', takes({ body: object({ subject: text(120, 1), note: text(2000), priority }, ['subject']) }), async (ctx) => {
    const { subject, note = '', priority: level = 1 } = ctx.state['body']
    const id = randomUUID()
    database.run('INSERT INTO tickets (id, ref, customer, subject, note, priority, created) VALUES (?, ?, ?, ?, ?, ?, ?)', id, newSecret(), principalOf(ctx).id, subject, note, level, Date.now())
    ctx.status = 201
    ctx.set('location', `/api/tickets/${id}`)
    ctx.body = database.get(`SELECT ${COLUMNS} FROM tickets WHERE id = ?`, id)
  })

  router.get('/tickets/:id', takes({}), async (ctx) => {
    ctx.body = visible(ctx)
  })

  router.patch('/tickets/:id', takes({ body: { ...object({ subject: text(120, 1), note: text(2000) }, []), minProperties: 1 } }), async (ctx) => {
    const { subject, note } = { ...visible(ctx), ...ctx.state['body'] }
    const changed = database.run('UPDATE tickets SET subject = ?, note = ? WHERE id = ? AND customer = ?', subject, note, idOf(ctx), principalOf(ctx).id)
    if (changed === 0) throw notFound()
    ctx.body = visible(ctx)
  })

  router.delete('/tickets/:id', takes({}), async (ctx) => {
    if (database.run('DELETE FROM tickets WHERE id = ? AND customer = ?', idOf(ctx), principalOf(ctx).id) === 0) throw notFound()
    ctx.status = 204
  })

  router.post('/tickets/:id/close', takes({}), async (ctx) => {
    visible(ctx)
    database.run("UPDATE tickets SET status = 'closed' WHERE id = ?", idOf(ctx))
    ctx.body = visible(ctx)
  })

  router.post('/tickets/:id/priority', only(services, 'agent', 'admin'), takes({ body: object({ priority }) }), async (ctx) => {
    visible(ctx)
    database.run('UPDATE tickets SET priority = ? WHERE id = ?', ctx.state['body'].priority, idOf(ctx))
    ctx.body = visible(ctx)
  })

  router.get('/tickets/:id/comments', takes({ query: pageOf() }), async (ctx) => {
    visible(ctx)
    const { limit, offset } = ctx.state['query']
    ctx.body = { comments: database.all('SELECT id, author, body FROM comments WHERE ticket = ? ORDER BY created, id LIMIT ? OFFSET ?', idOf(ctx), Number(limit), Number(offset)) }
  })

  router.post('/tickets/:id/comments', takes({ body: object({ body: text(2000, 1) }) }), async (ctx) => {
    visible(ctx)
    if (database.get('SELECT COUNT(*) AS count FROM comments WHERE ticket = ?', idOf(ctx))?.['count'] >= MOST_COMMENTS) throw new Problem(409, 'The ticket is full')
    const id = randomUUID()
    database.run('INSERT INTO comments VALUES (?, ?, ?, ?, ?)', id, idOf(ctx), principalOf(ctx).id, ctx.state['body'].body, Date.now())
    ctx.status = 201
    ctx.body = { id, author: principalOf(ctx).id, body: ctx.state['body'].body }
  })

  router.patch('/comments/:id', takes({ body: object({ body: text(2000, 1) }) }), async (ctx) => {
    if (database.run('UPDATE comments SET body = ? WHERE id = ? AND author = ?', ctx.state['body'].body, idOf(ctx), principalOf(ctx).id) === 0) throw notFound()
    ctx.body = database.get('SELECT id, author, body FROM comments WHERE id = ?', idOf(ctx))
  })

  return router
}
