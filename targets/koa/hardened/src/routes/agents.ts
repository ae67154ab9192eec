import { Resolver } from 'node:dns/promises'
import Router from '@koa/router'
import type { Context } from 'koa'
import type { Services } from '../app.ts'
import { recordAudit } from '../library/audit.ts'
import { notFound, Problem } from '../library/problem.ts'
import { idOf, object, pageOf, takes, text } from '../library/schemas.ts'
import { only, principalOf } from '../middleware/access.ts'

const PLACEHOLDER = /\{(customer|ref)\}/g
const resolver = new Resolver({ timeout: 1000, tries: 2 })

export function agentRoutes(services: Services): Router {
  const { database, sessions } = services
  const router = new Router({ prefix: '/api' })
  const agents = only(services, 'agent', 'admin')
  const admins = only(services, 'admin')

  const other = (ctx: Context) => {
    const id = idOf(ctx)
    if (id === principalOf(ctx).id) throw new Problem(409, 'Ask another administrator')
    if (database.get('SELECT id FROM accounts WHERE id = ?', id) === undefined) throw notFound()
    return id
  }

  router.get('/agents', takes({}), async (ctx) => {
    ctx.body = { agents: database.all("SELECT id, name FROM accounts WHERE role = 'agent' AND disabled = 0 ORDER BY name LIMIT 100") }
  })

  router.get('/customers/export', agents, takes({ query: pageOf() }), async (ctx) => {
    const { limit, offset } = ctx.state['query']
    recordAudit(database, principalOf(ctx).id, 'customers.exported')
    ctx.body = { customers: database.all("SELECT id, name, email FROM accounts WHERE role = 'customer' ORDER BY email LIMIT ? OFFSET ?", Number(limit), Number(offset)) }
  })

  router.post('/macros/preview', agents, takes({ body: object({ template: text(2000, 1), ref: text(64) }, ['template']) }), async (ctx) => {
    const values: Record<string, string> = { customer: 'Sample Customer', ref: ctx.state['body'].ref ?? 'T-1' }
    ctx.body = { text: ctx.state['body'].template.replace(PLACEHOLDER, (_found: string, name: string) => values[name] ?? '') }
  })

  router.get('/diagnostics/resolve', agents, takes({ query: object({ host: { type: 'string', maxLength: 253, pattern: '^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$' } }) }), async (ctx) => {
    const addresses = await resolver.resolve4(ctx.state['query'].host).catch(() => {
      throw new Problem(404, 'No address was found')
    })
    ctx.body = { host: ctx.state['query'].host, addresses }
  })

  router.get('/admin/accounts', admins, takes({ query: pageOf() }), async (ctx) => {
    const { limit, offset } = ctx.state['query']
    ctx.body = { accounts: database.all('SELECT id, email, name, role, disabled FROM accounts ORDER BY email LIMIT ? OFFSET ?', Number(limit), Number(offset)) }
  })

  router.post('/admin/accounts/:id/role', admins, takes({ body: object({ role: { type: 'string', enum: ['customer', 'agent', 'admin'] } }) }), async (ctx) => {
    const id = other(ctx)
    database.run('UPDATE accounts SET role = ? WHERE id = ?', ctx.state['body'].role, id)
    recordAudit(database, principalOf(ctx).id, `role.${ctx.state['body'].role}`, id)
    ctx.body = { id, role: ctx.state['body'].role }
  })

  router.post('/admin/accounts/:id/disable', admins, takes({}), async (ctx) => {
    const id = other(ctx)
    database.run('UPDATE accounts SET disabled = 1 WHERE id = ?', id)
    sessions.revokeAll(id)
    recordAudit(database, principalOf(ctx).id, 'account.disabled', id)
    ctx.status = 204
  })

  return router
}
