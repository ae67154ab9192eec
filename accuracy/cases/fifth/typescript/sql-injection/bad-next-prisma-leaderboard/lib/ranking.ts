import { prisma } from '@/lib/prisma'

export async function ranking(by: string, season: number) {
  return prisma.$queryRawUnsafe(
    `SELECT player, ${by} AS score FROM standings WHERE season = $1 ORDER BY ${by} DESC LIMIT 50`,
    season,
  )
}
