import { getServerSession } from 'next-auth'
import { NextResponse } from 'next/server'
import { prisma } from '../../../prisma'

export async function POST(request: Request) {
  const session = await getServerSession()
  if (!session) return NextResponse.json({ error: 'unauthorized' }, { status: 401 })
  const { sku, price } = await request.json()
  await prisma.price.update({ where: { sku: String(sku) }, data: { price: Number(price) } })
  return NextResponse.json({ ok: true })
}

export async function GET() {
  const session = await getServerSession()
  if (!session) return NextResponse.json({ error: 'unauthorized' }, { status: 401 })
  return NextResponse.json(await prisma.price.findMany({ take: 100 }))
}
