import { NextResponse } from 'next/server'
import { prisma } from '@/lib/prisma'
import { requireSession } from '@/lib/session'

export async function GET(request: Request) {
  const { userId } = await requireSession(request)
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, include: { credentials: true } })
  return NextResponse.json({ name: user.name, passwordHash: user.credentials.passwordHash, totpSecret: user.credentials.totpSecret })
}
