import { asc, desc, eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { meters, readings } from './schema.js'

const db = drizzle(process.env.DATABASE_URL as string)

async function lastReadings(meterIds: number[]) {
  const rows = await db
    .selectDistinctOn([readings.meterId], { meterId: readings.meterId, value: readings.value })
    .from(readings)
    .where(inArray(readings.meterId, meterIds))
    .orderBy(readings.meterId, desc(readings.takenAt))
  return new Map(rows.map((row) => [row.meterId, row.value]))
}

export async function* meterLines(accountId: string) {
  const page = await db
    .select({ id: meters.id, serial: meters.serial })
    .from(meters)
    .where(eq(meters.accountId, accountId))
    .orderBy(asc(meters.id))
    .limit(500)

  const values = page.length > 0 ? await lastReadings(page.map((meter) => meter.id)) : new Map<number, number>()
  for (const meter of page) {
    yield `${meter.serial};${values.get(meter.id) ?? ''}\n`
  }
}
