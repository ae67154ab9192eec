import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../app.ts'
import { notFound } from '../library/problem.ts'

const TEAMS = [{ name: 'Platform', contact: 'platform@wiki.example' }, { name: 'Design', contact: 'design@wiki.example' }]
const PLACES = new Map([['manual', 'https://manual.wiki.example'], ['status', 'https://status.wiki.example']])

export async function siteRoutes(app: FastifyInstance, { database, state }: Services): Promise<void> {
  const config = { access: 'public' } as const

  app.get('/health/live', { config }, async () => ({ status: 'ok' }))

  app.get('/health', { config }, async (request, reply) => {
    let healthy = !state.draining
    try {
      database.get('SELECT 1 AS one')
    } catch (error) {
      request.log.error({ err: error }, 'health.database')
      healthy = false
    }
    const status = healthy ? 'ok' : 'unavailable'
    return reply.code(healthy ? 200 : 503).send({ status, checks: { database: status } })
  })

  app.get('/api/teams', { config }, async (_request, reply) => {
    const body = JSON.stringify({ teams: TEAMS })
    return reply.type('application/json').header('cache-control', 'public, max-age=60').header('etag', `"${createHash('md5').update(body).digest('hex')}"`).send(body)
  })

  app.get<{ Params: { place: string } }>('/out/:place', { config }, async (request, reply) => {
    const place = PLACES.get(request.params.place)
    if (place === undefined) throw notFound()
    return reply.redirect(place)
  })
}
