import { prisma } from './prisma'

export async function membersOf(teamId: string, email: string) {
  const team = await prisma.team.findFirst({
    where: { id: teamId, members: { some: { email } } },
    include: { members: { take: 100, orderBy: { name: 'asc' } } },
  })
  return team?.members ?? null
}
