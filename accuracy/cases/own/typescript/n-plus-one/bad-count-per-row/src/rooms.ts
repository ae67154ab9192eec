import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

export async function roomsOfFloor(floor: number) {
  const rooms = await prisma.room.findMany({ where: { floor }, take: 40 })
  return Promise.all(rooms.map(async (room) => ({ room, guests: await prisma.guest.count({ where: { roomId: room.id } }) })))
}
