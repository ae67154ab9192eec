import { NextResponse, type NextRequest } from 'next/server'
import { prisma } from '@/lib/prisma'
import { userOf } from '@/lib/user'

interface Context {
  params: Promise<{ id: string }>
}

export async function PATCH(request: NextRequest, { params }: Context) {
  const user = await userOf(request)
  if (!user) return NextResponse.json({ error: 'sign in first' }, { status: 401 })
  const { id } = await params
  const data = await request.json()
  const { count } = await prisma.listing.updateMany({ where: { id, sellerId: user.id }, data })
  return NextResponse.json({ changed: count }, { status: count > 0 ? 200 : 404 })
}
