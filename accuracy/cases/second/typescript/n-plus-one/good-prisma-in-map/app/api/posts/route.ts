import { NextResponse, type NextRequest } from 'next/server'
import { prisma } from '@/lib/prisma'

export async function GET(request: NextRequest) {
  const skip = Math.max(0, Number(request.nextUrl.searchParams.get('skip') ?? 0))
  const posts = await prisma.post.findMany({
    select: { id: true, title: true, _count: { select: { comments: true } } },
    orderBy: { id: 'desc' },
    take: 30,
    skip,
  })
  const rows = posts.map(({ _count, ...post }) => ({ ...post, comments: _count.comments }))
  return NextResponse.json(rows)
}
