import { prisma } from './prisma'

export async function membersOf(teamId: string, email: string) {
  const team = await prisma.team.findFirst({
    where: { id: teamId, members: { some: { email } } },
    select: { members: { take: 100, orderBy: { name: 'asc' }, select: { id: true, name: true, image: true } } },
  })
  return team?.members ?? null
}
