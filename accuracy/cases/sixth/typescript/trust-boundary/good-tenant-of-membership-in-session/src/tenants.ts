import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

export const membershipOf = (userId: string, tenantId: string) =>
  prisma.membership.findUnique({
    where: { userId_tenantId: { userId, tenantId } },
    select: { tenantId: true },
  })

export const documentsOf = (tenantId: string) =>
  prisma.document.findMany({
    where: { tenantId },
    select: { id: true, title: true },
    orderBy: { id: 'desc' },
    take: 50,
  })
