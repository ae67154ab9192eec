import { prisma } from '@/lib/prisma'

export async function closeAccount(id: string): Promise<void> {
  await prisma.$transaction([
    prisma.session.deleteMany({ where: { userId: id } }),
    prisma.subscription.deleteMany({ where: { userId: id } }),
    prisma.user.update({ where: { id }, data: { closedAt: new Date() } }),
  ])
}
