import { Prisma } from '@prisma/client'
import { prisma } from '@/lib/prisma'

const COLUMNS = new Map([
  ['points', Prisma.sql`points`],
  ['goals', Prisma.sql`goals`],
  ['saves', Prisma.sql`saves`],
])

export async function ranking(by: string, season: number) {
  const column = COLUMNS.get(by) ?? Prisma.sql`points`
  return prisma.$queryRaw`SELECT player, ${column} AS score FROM standings WHERE season = ${season} ORDER BY ${column} DESC LIMIT 50`
}
