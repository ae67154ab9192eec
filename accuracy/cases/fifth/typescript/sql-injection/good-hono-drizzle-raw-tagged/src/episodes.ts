import { desc, sql } from 'drizzle-orm'
import { db, episodes } from './db'

export async function tagged(tag: string, page: number) {
  const hasTag = sql`JSON_CONTAINS(${episodes.tags}, ${JSON.stringify(tag)})`
  return db
    .select({ id: episodes.id, title: episodes.title })
    .from(episodes)
    .where(hasTag)
    .orderBy(desc(episodes.id))
    .limit(20)
    .offset(page * 20)
}
