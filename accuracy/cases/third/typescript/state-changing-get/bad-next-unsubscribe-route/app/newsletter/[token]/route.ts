import { NextResponse, type NextRequest } from 'next/server'
import { openToken } from '@/lib/newsletter-token'
import { prisma } from '@/lib/prisma'

interface Props {
  params: Promise<{ token: string }>
}

async function subscriptionOf({ params }: Props) {
  const { token } = await params
  const id = await openToken(token)
  return id ? prisma.subscription.findUnique({ where: { id }, select: { id: true, list: true } }) : null
}

export async function GET(_request: NextRequest, props: Props) {
  const subscription = await subscriptionOf(props)
  if (!subscription) return NextResponse.json({ message: 'This link has expired' }, { status: 404 })
  await prisma.subscription.delete({ where: { id: subscription.id } })
  return NextResponse.json({ removed: subscription.list })
}
