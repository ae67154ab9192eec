import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import Router from '@koa/router'
import type { Services } from '../app.ts'
import { newSecret } from '../library/digest.ts'
import { notFound, Problem, unauthorized } from '../library/problem.ts'
import { deliver, requireListed } from '../library/public-request.ts'
import { email, idOf, object, pageOf, takes, text } from '../library/schemas.ts'
import { principalOf } from '../middleware/access.ts'

const MOST_WEBHOOKS = 20

export function webhookRoutes({ config, database }: Services): Router {
  const router = new Router()

  router.get('/api/webhooks', takes({ query: pageOf() }), async (ctx) => {
    const { limit, offset } = ctx.state['query']
    ctx.body = { webhooks: database.all('SELECT id, url, event FROM webhooks WHERE owner = ? ORDER BY id LIMIT ? OFFSET ?', principalOf(ctx).id, Number(limit), Number(offset)) }
  })

  router.post('/api/webhooks', takes({ body: object({ url: text(500, 1), event: { type: 'string', enum: ['ticket.created', 'ticket.closed'] } }) }), async (ctx) => {
    const owner = principalOf(ctx).id
    const url = requireListed(ctx.state['body'].url, config.webhookHosts)
    if (database.get('SELECT COUNT(*) AS count FROM webhooks WHERE owner = ?', owner)?.['count'] >= MOST_WEBHOOKS) throw new Problem(409, 'Delete a webhook first')
    const id = randomUUID()
    database.run('INSERT INTO webhooks VALUES (?, ?, ?, ?)', id, owner, url.href, ctx.state['body'].event)
    ctx.status = 201
    ctx.body = { id, url: url.href, event: ctx.state['body'].event }
  })

  router.post('/api/webhooks/test', takes({ body: object({ url: text(500, 1) }) }), async (ctx) => {
    ctx.body = { status: await deliver(requireListed(ctx.state['body'].url, config.webhookHosts)) }
  })

  router.delete('/api/webhooks/:id', takes({}), async (ctx) => {
    if (database.run('DELETE FROM webhooks WHERE id = ? AND owner = ?', idOf(ctx), principalOf(ctx).id) === 0) throw notFound()
    ctx.status = 204
  })

  // From the mail service, which signs the body with a key of its own.
  router.post('/hooks/mail', takes({ body: object({ from: email, subject: text(120, 1), text: text(2000) }) }), async (ctx) => {
    const expected = createHmac('sha256', config.mailKey).update((ctx.request as { rawBody?: string }).rawBody ?? '').digest()
    const given = Buffer.from(ctx.get('x-mail-signature'), 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw unauthorized()
    const { from, subject, text: note } = ctx.state['body']
    const customer = database.get('SELECT id FROM accounts WHERE email = ?', from.toLowerCase())
    if (customer !== undefined) database.run('INSERT INTO tickets (id, ref, customer, subject, note, created) VALUES (?, ?, ?, ?, ?, ?)', randomUUID(), newSecret(), customer['id'], subject, note, Date.now())
    ctx.status = 202
    ctx.body = { status: 'accepted' }
  })

  router.post('/hooks/opened', takes({ body: object({ ref: text(64, 1) }) }), async (ctx) => {
    database.get('SELECT id FROM tickets WHERE ref = ?', ctx.state['body'].ref)
    ctx.status = 202
    ctx.body = { status: 'accepted' }
  })

  return router
}
