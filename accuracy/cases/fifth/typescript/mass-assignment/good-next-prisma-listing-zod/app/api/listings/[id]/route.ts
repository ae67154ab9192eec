import { NextResponse, type NextRequest } from 'next/server'
import { z } from 'zod'
import { prisma } from '@/lib/prisma'
import { userOf } from '@/lib/user'

const Changes = z.strictObject({
  title: z.string().min(3).max(120).optional(),
  text: z.string().max(5000).optional(),
  cents: z.int().nonnegative().optional(),
})

interface Context {
  params: Promise<{ id: string }>
}

export async function PATCH(request: NextRequest, { params }: Context) {
  const user = await userOf(request)
  if (!user) return NextResponse.json({ error: 'sign in first' }, { status: 401 })
  const { id } = await params
  const parsed = Changes.safeParse(await request.json())
  if (!parsed.success) return NextResponse.json({ error: 'not valid' }, { status: 422 })
  const { data } = parsed
  const { count } = await prisma.listing.updateMany({ where: { id, sellerId: user.id }, data })
  return NextResponse.json({ changed: count }, { status: count > 0 ? 200 : 404 })
}
