import { hash } from 'bcryptjs'
import { NextResponse } from 'next/server'
import { z } from 'zod'
import { prisma } from '@/lib/prisma'

const SignUp = z.object({ email: z.string().email(), name: z.string().max(80), password: z.string().min(12) }).strict()

export async function POST(request: Request) {
  const parsed = SignUp.safeParse(await request.json())
  if (!parsed.success) {
    return NextResponse.json({ error: 'check your entries' }, { status: 422 })
  }
  const { password, ...profile } = parsed.data
  const user = await prisma.user.create({
    data: { ...profile, passwordHash: await hash(password, 12) },
    select: { id: true, email: true },
  })
  return NextResponse.json(user, { status: 201 })
}
