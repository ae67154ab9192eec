import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.js'
import type { StatsQuery } from './schema.js'

export class StatsRepository {
  constructor(private readonly db: Kysely<Database>) {}

  async visits({ by, days }: StatsQuery) {
    const result = await sql<{ key: string; visits: number }>`
      SELECT ${sql.raw(by)} AS key, count(*)::int AS visits FROM visits
      WHERE at > now() - make_interval(days => ${days}) GROUP BY 1 ORDER BY 2 DESC LIMIT 50`.execute(this.db)
    return result.rows
  }
}
