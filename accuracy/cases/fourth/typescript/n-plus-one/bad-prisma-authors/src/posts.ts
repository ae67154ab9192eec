import { PrismaClient } from '@prisma/client'
import { Router } from 'express'

const prisma = new PrismaClient()
export const posts = Router()

posts.get('/posts', async (req, res, next) => {
  try {
    const skip = Math.max(Number(req.query.skip) || 0, 0)
    const found = await prisma.post.findMany({ orderBy: { id: 'desc' }, take: 50, skip })
    const items = []
    for (const post of found) {
      const author = await prisma.user.findUnique({ where: { id: post.authorId }, select: { name: true } })
      items.push({ id: post.id, title: post.title, author: author?.name })
    }
    res.json({ items })
  } catch (error) {
    next(error)
  }
})
