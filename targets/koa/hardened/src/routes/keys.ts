import Router from '@koa/router'
import type { Services } from '../app.ts'
import { SCOPES } from '../library/api-keys.ts'
import { recordAudit } from '../library/audit.ts'
import { notFound, Problem } from '../library/problem.ts'
import { idOf, object, takes, text } from '../library/schemas.ts'
import { principalOf } from '../middleware/access.ts'

const MOST_KEYS = 20

export function keyRoutes({ apiKeys, database }: Services): Router {
  const router = new Router({ prefix: '/api/keys' })

  router.get('/', takes({}), async (ctx) => {
    ctx.body = { keys: apiKeys.list(principalOf(ctx).id) }
  })

  const body = object({
    name: text(60, 1),
    scopes: { type: 'array', items: { type: 'string', enum: SCOPES }, minItems: 1, maxItems: SCOPES.length, uniqueItems: true },
    days: { type: 'integer', minimum: 1, maximum: 90 },
  })
  router.post('/', takes({ body }), async (ctx) => {
    const { id } = principalOf(ctx)
    const { name, scopes, days } = ctx.state['body']
    if (apiKeys.list(id).length >= MOST_KEYS) throw new Problem(409, 'Revoke a key first')
    const created = apiKeys.create(id, name, scopes, days)
    recordAudit(database, id, 'key.created', created.id)
    ctx.status = 201
    ctx.body = created
  })

  router.delete('/:id', takes({}), async (ctx) => {
    const { id } = principalOf(ctx)
    if (!apiKeys.revoke(id, idOf(ctx))) throw notFound()
    recordAudit(database, id, 'key.revoked', idOf(ctx))
    ctx.status = 204
  })

  return router
}
