import type { FastifyInstance } from 'fastify'
import { config } from '../config.ts'

const seen = new Map<string, { count: number; until: number }>()

export function registerLimits(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const client = String(request.headers['x-forwarded-for'] ?? request.ip).split(',')[0] as string
    if (!request.url.startsWith('/api/session')) return
    const now = Date.now()
    const entry = seen.get(client)
    if (entry === undefined || entry.until < now) {
      seen.set(client, { count: 1, until: now + 60_000 })
      return
    }
    entry.count += 1
    if (entry.count > config.sessionsPerMinute) return reply.code(429).send({ error: 'slow down' })
  })
}
