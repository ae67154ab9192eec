import { asc, desc, eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { db } from './db.js'
import { scores } from './schema.js'

interface Query {
  game: string
  direction?: string
}

export async function leaderboard(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: Query }>('/leaderboard', async ({ query }) => {
    const { game, direction = 'desc' } = query
    return db
      .select({ player: scores.player, points: scores.points })
      .from(scores)
      .where(eq(scores.game, game))
      .orderBy(direction === 'asc' ? asc(scores.points) : desc(scores.points))
      .limit(100)
  })
}
