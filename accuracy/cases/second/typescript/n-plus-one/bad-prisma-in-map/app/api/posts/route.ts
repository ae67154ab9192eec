import { NextResponse, type NextRequest } from 'next/server'
import { prisma } from '@/lib/prisma'

export async function GET(request: NextRequest) {
  const skip = Math.max(0, Number(request.nextUrl.searchParams.get('skip') ?? 0))
  const posts = await prisma.post.findMany({ select: { id: true, title: true }, orderBy: { id: 'desc' }, take: 30, skip })
  const rows = await Promise.all(
    posts.map(async (post) => ({ ...post, comments: await prisma.comment.count({ where: { postId: post.id } }) })),
  )
  return NextResponse.json(rows)
}
