import { NextResponse } from 'next/server'
import { requireSession } from '@/lib/session'
import { prisma } from '@/lib/prisma'

export async function POST() {
  const session = await requireSession()
  await prisma.subscription.update({
    where: { accountId: session.accountId },
    data: { state: 'cancelled', cancelledAt: new Date() },
  })
  return NextResponse.json({ state: 'cancelled' })
}
