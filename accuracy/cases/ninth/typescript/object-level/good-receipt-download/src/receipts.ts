import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

export function findReceipt(id: number, customerId: number) {
  return prisma.receipt.findFirst({ where: { id, customerId } })
}
