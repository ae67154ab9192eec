import { NextResponse } from 'next/server'
import { prisma } from '@/lib/prisma'

interface Context {
  params: Promise<{ slug: string }>
}

export async function GET(_request: Request, { params }: Context) {
  const { slug } = await params
  const rows = await prisma.$queryRawUnsafe<{ views: bigint }[]>(`SELECT count(*) AS views FROM visits WHERE slug = '${slug}'`)
  return NextResponse.json({ views: Number(rows[0]?.views ?? 0) })
}
