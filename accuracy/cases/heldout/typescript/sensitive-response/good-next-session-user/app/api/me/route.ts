import { NextResponse } from 'next/server'
import { prisma } from '@/lib/prisma'
import { requireSession } from '@/lib/session'

export async function GET(request: Request) {
  const { userId } = await requireSession(request)
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { id: true, name: true } })
  return NextResponse.json({ id: user.id, name: user.name })
}
