import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

export function publicProfile(handle: string) {
  return prisma.profile.findUnique({
    where: { handle },
    select: { handle: true, displayName: true, biography: true },
  })
}

export function updateBiography(userId: string, biography: string) {
  return prisma.profile.update({ where: { userId }, data: { biography: biography.slice(0, 2000) } })
}
