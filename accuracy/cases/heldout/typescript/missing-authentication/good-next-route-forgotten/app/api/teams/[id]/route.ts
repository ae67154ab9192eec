import { NextResponse } from 'next/server'
import { auth } from '@/auth'
import { prisma } from '@/lib/prisma'

interface Context {
  params: Promise<{ id: string }>
}

export async function PATCH(request: Request, { params }: Context) {
  const session = await auth()
  if (!session) return NextResponse.json({ error: 'unauthenticated' }, { status: 401 })
  const { id } = await params
  const { name } = (await request.json()) as { name: string }
  await prisma.team.updateMany({ where: { id, ownerId: session.user.id }, data: { name: String(name) } })
  return new NextResponse(null, { status: 204 })
}

export async function DELETE(_request: Request, { params }: Context) {
  const session = await auth()
  if (!session) return NextResponse.json({ error: 'unauthenticated' }, { status: 401 })
  const { id } = await params
  await prisma.team.deleteMany({ where: { id, ownerId: session.user.id } })
  return new NextResponse(null, { status: 204 })
}
