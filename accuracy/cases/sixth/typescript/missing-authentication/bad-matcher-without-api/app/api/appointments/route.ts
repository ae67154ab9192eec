import { NextResponse, type NextRequest } from 'next/server'
import { z } from 'zod'
import { prisma } from '@/lib/prisma'

const appointment = z.object({
  patientRef: z.string().uuid(),
  startsAt: z.coerce.date(),
  room: z.string().max(20),
})

export async function GET() {
  const items = await prisma.appointment.findMany({
    select: { id: true, startsAt: true, room: true },
    orderBy: { startsAt: 'asc' },
    take: 50,
  })
  return NextResponse.json({ items })
}

export async function POST(request: NextRequest) {
  const parsed = appointment.safeParse(await request.json())
  if (!parsed.success) return NextResponse.json({ error: 'invalid' }, { status: 422 })
  const { id } = await prisma.appointment.create({ data: parsed.data, select: { id: true } })
  return NextResponse.json({ id }, { status: 201 })
}
