import { and, desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { deployKeys } from './schema.js'

const db = drizzle(process.env.DATABASE_URL as string)

export function keysOf(ownerId: string) {
  return db
    .select({ id: deployKeys.id, label: deployKeys.label })
    .from(deployKeys)
    .where(eq(deployKeys.ownerId, ownerId))
    .orderBy(desc(deployKeys.createdAt))
    .limit(100)
}

export async function revoke(ownerId: string, id: string): Promise<boolean> {
  const removed = await db
    .delete(deployKeys)
    .where(and(eq(deployKeys.id, id), eq(deployKeys.ownerId, ownerId)))
    .returning({ id: deployKeys.id })
  return removed.length > 0
}
