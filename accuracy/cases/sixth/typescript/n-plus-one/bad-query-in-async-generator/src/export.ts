import { asc, desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { meters, readings } from './schema.js'

const db = drizzle(process.env.DATABASE_URL as string)

async function lastReading(meterId: number) {
  const [row] = await db
    .select({ value: readings.value })
    .from(readings)
    .where(eq(readings.meterId, meterId))
    .orderBy(desc(readings.takenAt))
    .limit(1)
  return row?.value ?? null
}

export async function* meterLines(accountId: string) {
  const page = await db
    .select({ id: meters.id, serial: meters.serial })
    .from(meters)
    .where(eq(meters.accountId, accountId))
    .orderBy(asc(meters.id))
    .limit(500)

  for (const meter of page) {
    yield `${meter.serial};${(await lastReading(meter.id)) ?? ''}\n`
  }
}
