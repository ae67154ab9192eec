import type { PrismaClient } from '@prisma/client'

export class CommentsRepository {
  constructor(private readonly prisma: PrismaClient) {}

  add(postId: string, authorId: string, body: string) {
    return this.prisma.comment.create({ data: { postId, authorId, body }, select: { id: true } })
  }

  latest(postId: string) {
    return this.prisma.comment.findMany({
      where: { postId, hidden: false },
      orderBy: { createdAt: 'desc' },
      take: 50,
      select: { body: true, author: { select: { name: true } } },
    })
  }
}
