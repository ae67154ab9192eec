import { createHash, randomBytes } from 'node:crypto'
import { prisma } from '@/lib/prisma'

const digest = (token: string) => createHash('sha256').update(token).digest('hex')

export async function consumeLink(token: string): Promise<string | null> {
  const { count } = await prisma.magicLink.updateMany({
    where: { digest: digest(token), usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  })
  if (count === 0) return null
  const link = await prisma.magicLink.findUniqueOrThrow({ where: { digest: digest(token) } })
  const session = randomBytes(32).toString('base64url')
  await prisma.session.create({ data: { digest: digest(session), userId: link.userId } })
  return session
}
