import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

export async function roomsOfFloor(floor: number) {
  return prisma.room.findMany({ where: { floor }, take: 40, include: { _count: { select: { guests: true } } } })
}
