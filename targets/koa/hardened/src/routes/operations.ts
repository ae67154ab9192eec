import Router from '@koa/router'
import type { Services } from '../app.ts'
import { log } from '../library/log.ts'
import { forbidden } from '../library/problem.ts'
import { takes } from '../library/schemas.ts'
import { principalOf } from '../middleware/access.ts'

export function operationRoutes({ database, state, counters }: Services): Router {
  const router = new Router()

  router.get('/health/live', takes({}), async (ctx) => {
    ctx.body = { status: 'ok' }
  })

  router.get('/health', takes({}), async (ctx) => {
    let healthy = !state.draining
    try {
      database.get('SELECT 1 AS one')
    } catch (error) {
      log('error', 'health.database', { message: String(error) })
      healthy = false
    }
    ctx.status = healthy ? 200 : 503
    ctx.body = { status: healthy ? 'ok' : 'unavailable', checks: { database: healthy ? 'ok' : 'unavailable' } }
  })

  router.get('/metrics', takes({}), async (ctx) => {
    const { role, scopes } = principalOf(ctx)
    if (role !== 'admin' && scopes?.includes('metrics:read') !== true) throw forbidden()
    ctx.type = 'text/plain; version=0.0.4'
    ctx.body = counters.text()
  })

  return router
}
