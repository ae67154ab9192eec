import { createHash } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { prisma } from '@/lib/prisma'

export async function userIdOf(request: NextRequest): Promise<string | null> {
  const token = request.cookies.get('session')?.value
  if (!token) return null
  const digest = createHash('sha256').update(token).digest('hex')
  const session = await prisma.session.findFirst({ where: { digest, expiresAt: { gt: new Date() } }, select: { userId: true } })
  return session?.userId ?? null
}
