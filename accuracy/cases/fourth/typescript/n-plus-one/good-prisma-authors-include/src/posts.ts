import { PrismaClient } from '@prisma/client'
import { Router } from 'express'

const prisma = new PrismaClient()
export const posts = Router()

posts.get('/posts', async (req, res, next) => {
  try {
    const skip = Math.max(Number(req.query.skip) || 0, 0)
    const found = await prisma.post.findMany({
      orderBy: { id: 'desc' },
      take: 50,
      skip,
      include: { author: { select: { name: true } } },
    })
    const items = []
    for (const post of found) {
      items.push({ id: post.id, title: post.title, author: post.author.name })
    }
    res.json({ items })
  } catch (error) {
    next(error)
  }
})
