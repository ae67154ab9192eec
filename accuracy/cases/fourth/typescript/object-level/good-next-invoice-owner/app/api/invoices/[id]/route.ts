import { NextResponse } from 'next/server'
import { auth } from '@/lib/auth'
import { prisma } from '@/lib/prisma'

export async function GET(_request: Request, { params }: { params: { id: string } }) {
  const session = await auth()
  if (!session?.user?.id) {
    return NextResponse.json({ error: 'sign in first' }, { status: 401 })
  }
  const invoice = await prisma.invoice.findFirst({
    where: { id: Number(params.id), customerId: session.user.id },
    select: { id: true, number: true, totalCents: true },
  })
  if (!invoice) {
    return NextResponse.json({ error: 'no such invoice' }, { status: 404 })
  }
  return NextResponse.json(invoice)
}
