import { hash } from 'bcryptjs'
import { NextResponse } from 'next/server'
import { prisma } from '@/lib/prisma'

export async function POST(request: Request) {
  const { password, ...profile } = await request.json()
  if (typeof password !== 'string' || password.length < 12) {
    return NextResponse.json({ error: 'check your entries' }, { status: 422 })
  }
  const user = await prisma.user.create({
    data: { ...profile, passwordHash: await hash(password, 12) },
    select: { id: true, email: true },
  })
  return NextResponse.json(user, { status: 201 })
}
