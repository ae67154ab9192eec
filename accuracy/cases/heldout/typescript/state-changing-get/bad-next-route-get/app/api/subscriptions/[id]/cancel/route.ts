import { NextResponse } from 'next/server'
import { sessionOf } from '@/lib/session'
import { prisma } from '@/lib/prisma'

interface Context {
  params: Promise<{ id: string }>
}

export async function GET(request: Request, { params }: Context) {
  const session = await sessionOf(request)
  if (session === undefined) return NextResponse.json({ error: 'unauthenticated' }, { status: 401 })
  const { id } = await params
  await prisma.subscription.deleteMany({ where: { id, ownerId: session.userId } })
  return NextResponse.json({ cancelled: id })
}
